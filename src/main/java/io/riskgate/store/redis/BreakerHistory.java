package io.riskgate.store.redis;

import io.riskgate.diagnosis.SharedStore.Outage;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The last {@link #OUTAGES_MAX} times that this node's breakers were open, from when they opened until they closed: one that tries in vain in
 * between is as open as before. Thread-safe; never blocks.
 */
final class BreakerHistory {

    static final int OUTAGES_MAX = 500;

    private final Clock clock;
    private final Deque<Outage> over = new ArrayDeque<>();
    private final Map<String, Instant> open = new HashMap<>();

    BreakerHistory(Clock clock) {
        this.clock = clock;
    }

    /**
     * What a new breaker tells of its changes; it takes the place of the one before of that name, and is closed.
     *
     * @param breaker what it protects
     */
    Consumer<CircuitBreakerState> of(String breaker) {
        closed(breaker);
        return to -> {
            if (to == CircuitBreakerState.CLOSED) {
                closed(breaker);
            } else {
                opened(breaker);
            }
        };
    }

    private synchronized void opened(String breaker) {
        open.putIfAbsent(breaker, clock.instant());
    }

    /** Notes that a breaker is closed, or not used any more. */
    synchronized void closed(String breaker) {
        Instant since = open.remove(breaker);
        if (since != null) {
            over.addLast(new Outage(breaker, since, clock.instant()));
            if (over.size() > OUTAGES_MAX) {
                over.removeFirst();
            }
        }
    }

    /** Whether one is open, or only tries. */
    synchronized boolean isAnyOpen() {
        return !open.isEmpty();
    }

    /** Those that are over, oldest first, then those that go on. */
    synchronized List<Outage> outages() {
        return Stream.concat(
                        over.stream(),
                        open.entrySet().stream().map(still -> new Outage(still.getKey(), still.getValue(), null)))
                .toList();
    }
}
