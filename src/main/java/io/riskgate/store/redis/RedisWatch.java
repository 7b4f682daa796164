package io.riskgate.store.redis;

import io.riskgate.diagnosis.SharedStore;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Tells a diagnosis how Redis is. The clock is read as Cristian's algorithm does: the server looked at it some time in the round trip, so about in
 * its middle, and of several readings the one with the shortest round trip is the least wrong.
 *
 * @see <a href="https://doi.org/10.1007/BF01784024">F. Cristian, Probabilistic clock synchronization, 1989</a>
 */
final class RedisWatch implements SharedStore {

    private static final int READINGS = 3;
    private static final long ANSWER_MILLIS_MAX = 100;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Supplier<State> state;
    private final Supplier<Future<Response>> time;
    private final Clock clock;

    /**
     * Sees what others know.
     *
     * @param time asks Redis for its time
     */
    RedisWatch(Supplier<State> state, Supplier<Future<Response>> time, Clock clock) {
        this.state = state;
        this.time = time;
        this.clock = clock;
    }

    @Override
    public Optional<State> state() {
        return Optional.of(state.get());
    }

    @Override
    public Optional<ClockReading> readClock() {
        Optional<ClockReading> best = Optional.empty();
        for (int i = 0; i < READINGS; i++) {
            Optional<ClockReading> read = readOnce();
            if (read.isEmpty()) {
                return best;
            }
            if (best.isEmpty() || read.get().roundTripMicros() < best.get().roundTripMicros()) {
                best = read;
            }
        }
        return best;
    }

    private Optional<ClockReading> readOnce() {
        Instant before = clock.instant();
        long beforeNanos = System.nanoTime();
        try {
            Response told =
                    time.get().toCompletionStage().toCompletableFuture().get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
            long roundTripNanos = System.nanoTime() - beforeNanos;
            Instant server = Instant.ofEpochSecond(
                    Long.parseLong(told.get(0).toString()),
                    Long.parseLong(told.get(1).toString()) * NANOS_PER_MICRO);
            Duration ahead = Duration.between(before.plusNanos(roundTripNanos / 2), server);
            return Optional.of(new ClockReading(ahead.toNanos() / NANOS_PER_MICRO, roundTripNanos / NANOS_PER_MICRO));
        } catch (TimeoutException | ExecutionException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
