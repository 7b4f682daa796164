package io.riskgate.identity;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided who a caller is, by the header {@code Authorization: Bearer ...}, which has a key or a token.
 * Thread-safe; never blocks.
 *
 * <p>A key is looked up and hashed for each request. That costs so little that there is no cache, which a revoked key could
 * outlive; CallersTest prints what it costs.
 */
@Startup
@Singleton
public final class Callers {

    private static final String SCHEME = "Bearer ";

    private static final Identified.Known ANYBODY = new Identified.Known(Caller.ANYBODY);

    private final boolean required;
    private final KeyLookup keys;
    private final @Nullable ApiKey configured;
    private final Tokens tokens;
    private final Clock clock;

    /** @throws IllegalArgumentException naming the option that has a bad value */
    @Inject
    Callers(
            IdentityConfig config,
            KeyLookup keys,
            Tokens tokens,
            Clock clock,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.required = config.keys().required();
        this.keys = keys;
        this.configured = config.adminKey().map(text -> configured(text, clock)).orElse(null);
        this.tokens = tokens;
        this.clock = clock;
        if (!required && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "riskgate.keys.required=false lets everybody in, so quarkus.http.host must be a loopback address, not "
                            + host);
        }
    }

    private static ApiKey configured(String text, Clock clock) {
        KeyText key = KeyText.parse(text);
        if (key == null) {
            // Without the value: it may be a key with a typing mistake.
            throw new IllegalArgumentException("riskgate.admin-key must be rk_, 12 letters and digits, _, and 43 more");
        }
        Set<Scope> scopes = EnumSet.of(Scope.ADMIN);
        return ApiKey.of(key, Caller.PLATFORM, scopes, clock.instant(), null, new SecureRandom());
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Whether there is an admin besides those that are stored, or need be none. */
    public boolean needsNoAdmin() {
        return !required || configured != null;
    }

    /**
     * Who sends this. Hot: allocates little, and takes as long for a key that is not there as for one that is wrong.
     *
     * @param authorization the header, {@code null} if there is none
     */
    public Identified identify(@Nullable String authorization) {
        if (!required) {
            return ANYBODY;
        }
        if (authorization == null) {
            return Identified.Refused.MISSING;
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Identified.Refused.INVALID;
        }
        String credential = authorization.substring(SCHEME.length()).strip();
        return KeyText.isLike(credential) ? ofKey(credential) : tokens.check(credential);
    }

    private Identified ofKey(String text) {
        KeyText key = KeyText.parse(text);
        if (key == null) {
            return Identified.Refused.INVALID;
        }
        ApiKey entry = configured != null && configured.id().equals(key.id()) ? configured : keys.key(key.id());
        boolean matches = (entry == null ? KeyHash.OF_NOTHING : entry.hash()).matches(key);
        return matches && entry != null && !entry.isExpired(clock.instant())
                ? new Identified.Known(entry.caller())
                : Identified.Refused.INVALID;
    }
}
