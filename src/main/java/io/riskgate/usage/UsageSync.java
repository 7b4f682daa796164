package io.riskgate.usage;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has parts that are over summarized, and other nodes told of what this one has counted: every {@link #EVERY}, on a thread of its own.
 * What fails is tried again the next time; nothing is lost by that, since the journal has it.
 */
@Singleton
public final class UsageSync {

    static final Duration EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(UsageSync.class);

    private final UsageMeter meter;
    private final UsageExchange exchange;
    private final UsagePublisher publisher;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("riskgate-usage").daemon().factory());

    private @Nullable Future<?> working;

    /** Of the thread. */
    private boolean hasFailed;

    UsageSync(UsageMeter meter, UsageExchange exchange, Clock clock) {
        this.meter = meter;
        this.exchange = exchange;
        this.publisher = new UsagePublisher(meter, exchange, clock);
    }

    /** To be called when the journal has been replayed: before, this node has counted too little. */
    public void start() {
        working = thread.scheduleWithFixedDelay(this::work, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work() {
        try {
            meter.summarize();
            if (exchange != UsageExchange.NONE) {
                publisher.publish();
            }
            hasFailed = false;
        } catch (UncheckedIOException failed) {
            if (!hasFailed) {
                LOG.warnf("Usage is not summarized, or not told to other nodes, for now: %s", failed.getMessage());
            }
            hasFailed = true;
        } catch (RuntimeException fault) {
            LOG.error("Usage could not be summarized, or not told to other nodes", fault);
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        if (working != null) {
            working.cancel(true);
        }
        thread.shutdownNow();
    }
}
