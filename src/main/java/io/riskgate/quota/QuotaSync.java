package io.riskgate.quota;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.riskgate.store.StoreUnavailableException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has quotas hold over all nodes: every {@link #EVERY}, on a thread of its own, this node tells the others what it has let through and
 * takes from its buckets what they have. So no request waits for it, and what is let through too much is what the nodes had not yet told
 * each other: over any time t at most {@code nodes * (burst + perSecond * EVERY) + perSecond * t}, with 11 nodes or
 * less: {@link TokenBucket#charge} limits what a node can owe. While the others cannot be reached,
 * each node holds quotas by itself.
 */
@Singleton
public final class QuotaSync {

    static final Duration EVERY = Duration.ofMillis(100);

    private static final Logger LOG = Logger.getLogger(QuotaSync.class);

    private final Quotas quotas;
    private final QuotaExchange exchange;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("riskgate-quotas").daemon().factory());

    private @Nullable Future<?> exchanging;

    /** Of the thread. */
    private boolean isAway;

    QuotaSync(Quotas quotas, QuotaExchange exchange) {
        this.quotas = quotas;
        this.exchange = exchange;
    }

    void start(@Observes StartupEvent start) {
        if (exchange != QuotaExchange.NONE) {
            exchanging = thread.scheduleWithFixedDelay(
                    this::exchange, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void exchange() {
        try {
            quotas.exchange(exchange);
            isAway = false;
        } catch (StoreUnavailableException unreachable) {
            quotas.forgetOthers();
            if (!isAway) {
                LOG.warnf("Quotas hold for this node alone for now: %s", unreachable.getMessage());
            }
            isAway = true;
        } catch (RuntimeException fault) {
            LOG.error("Quotas could not be told to other nodes", fault);
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        if (exchanging != null) {
            exchanging.cancel(true);
        }
        thread.shutdownNow();
    }
}
