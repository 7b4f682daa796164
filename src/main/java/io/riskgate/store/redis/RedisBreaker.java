package io.riskgate.store.redis;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Future;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps a decision from waiting for Redis: each call has a bound on its time, all calls together one on their number, and
 * after too many failures none is made for a while. A call that is late counts as one that failed. Thread-safe; never blocks.
 */
final class RedisBreaker<T> {

    private static final Logger LOG = Logger.getLogger(RedisBreaker.class);

    private final TypedGuard<CompletionStage<T>> guard;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    /**
     * Closed at first.
     *
     * @param timeout of one call
     * @param opened is called when it opens; must not block
     * @throws IllegalArgumentException naming the option that is out of its range
     */
    RedisBreaker(RedisSettings settings, Duration timeout, TypeLiteral<CompletionStage<T>> type, Runnable opened) {
        guard = TypedGuard.create(type)
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
                    state = now;
                    LOG.debugf("The breaker of Redis is %s", now);
                    if (now == CircuitBreakerState.OPEN) {
                        opened.run();
                    }
                })
                .done()
                .withTimeout()
                .duration(timeout.toNanos() / 1_000, ChronoUnit.MICROS)
                .done()
                .build();
    }

    CompletionStage<T> call(Supplier<Future<T>> call) {
        return guard.get(() -> call.get().toCompletionStage());
    }

    CircuitBreakerState state() {
        return state;
    }
}
