package io.riskgate.loadtest.baseline;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Decides checkouts: counts, fires the rules, concludes. On the event loop: it waits for nothing, and answers sooner
 * there than on a worker thread.
 */
@Singleton
@Path("/v1/decisions")
final class DecisionResource {

    private final Windows windows;
    private final Rules rules;

    DecisionResource(Windows windows, Rules rules) {
        this.windows = windows;
        this.rules = rules;
    }

    @POST
    @NonBlocking
    public Decision decide(Checkout checkout) {
        long startNanos = System.nanoTime();
        Velocity velocity = windows.count(checkout);
        List<Firing> firings = rules.fire(checkout, velocity);
        return Conclusion.of(checkout, firings, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos));
    }
}
