package io.riskgate.api;

import io.riskgate.identity.Callers;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What streams of events have in common. Thread-safe; never blocks. */
@Singleton
final class EventStreams {

    /** How often it is asked again who the caller is. */
    static final Duration ASK_EVERY = Duration.ofSeconds(15);

    private final Callers callers;

    EventStreams(Callers callers) {
        this.callers = callers;
    }

    /**
     * Numbers of looks at what there is to tell, the first one at once. They end when the engine is to stop, or when the key or token that the
     * stream was opened with is of no use any more. For a client that reads too slowly some are left out.
     */
    Multi<Long> looks(RoutingContext routing, Duration every) {
        String authorization = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        CallerCheck check = new CallerCheck(
                IdentityGate.caller(routing), () -> callers.identify(authorization), ASK_EVERY.dividedBy(every));
        return Multi.createFrom()
                .ticks()
                .every(every)
                .onOverflow()
                .drop()
                .select()
                .first(look -> !Stopping.hasBegun() && check.isStillKnown(look));
    }
}
