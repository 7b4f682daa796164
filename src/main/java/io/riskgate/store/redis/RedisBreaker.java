package io.riskgate.store.redis;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Future;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps a decision from waiting for Redis: each call has a bound on its time, all calls together one on their number, and
 * after too many failures none is made for a while. A call that is late counts as one that failed. Thread-safe; never blocks.
 */
final class RedisBreaker<T> {

    private static final Logger LOG = Logger.getLogger(RedisBreaker.class);

    private final TypedGuard<CompletionStage<T>> guard;
    private final long timeoutNanos;
    private final long pauseNanos;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private volatile long openedAtNanos;

    /**
     * Closed at first.
     *
     * @param timeout of one call
     * @param opened is called when it opens; must not block
     * @param changed is told of each change; must not block
     * @throws IllegalArgumentException naming the option that is out of its range
     */
    RedisBreaker(
            RedisSettings settings,
            Duration timeout,
            TypeLiteral<CompletionStage<T>> type,
            Runnable opened,
            Consumer<CircuitBreakerState> changed) {
        timeoutNanos = timeout.toNanos();
        pauseNanos = settings.breakerPause().toNanos();
        guard = TypedGuard.create(type)
                // The event loop that calls also gets the reply. Left alone, Fault Tolerance queues both on it, with
                // the
                // context captured for each; an executor that runs at once queues nothing.
                .withThreadOffload(true)
                .withThreadOffloadExecutor(Runnable::run)
                .withBulkhead()
                .limit(settings.waitingMax())
                .queueSize(1)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(settings.breakerCalls())
                .failureRatio(settings.breakerFailureRatio())
                .delay(settings.breakerPause().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(settings.breakerProbes())
                .onStateChange(now -> {
                    openedAtNanos = System.nanoTime();
                    state = now;
                    changed.accept(now);
                    LOG.debugf("The breaker of Redis is %s", now);
                    if (now == CircuitBreakerState.OPEN) {
                        opened.run();
                    }
                })
                .done()
                .build();
    }

    /**
     * The call's result. Its time is bounded by the event loop that makes it, which looks for replies before it looks for what is late: a
     * reply that is there when a loop that had no processor goes on is in time.
     *
     * @return fails with a {@link java.util.concurrent.TimeoutException} if it is late
     */
    CompletionStage<T> call(Supplier<Future<T>> call) {
        return guard.get(
                () -> call.get().timeout(timeoutNanos, TimeUnit.NANOSECONDS).toCompletionStage());
    }

    /** Whether it would certainly make no call now. Asking is cheaper than the exception that would say so. */
    boolean pauses() {
        return state == CircuitBreakerState.OPEN && System.nanoTime() - openedAtNanos < pauseNanos;
    }

    CircuitBreakerState state() {
        return state;
    }
}
