package io.riskgate.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * The one place where it is decided who a caller is. Everybody is the same caller: an {@code Authorization} header is
 * accepted and not looked at, which is why the service listens on the loopback address unless it is told otherwise.
 */
@Singleton
final class CallerIdentity {

    private static final Caller ANYBODY = new Caller("anonymous");

    /** @param headers of the request, for credentials */
    Caller caller(HttpHeaders headers) {
        return ANYBODY;
    }
}
