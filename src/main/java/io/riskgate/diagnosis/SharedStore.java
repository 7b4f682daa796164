package io.riskgate.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store that nodes share, as this node sees it. Thread-safe. */
public interface SharedStore {

    /** Of a node that is alone. */
    SharedStore NONE = new SharedStore() {
        @Override
        public Optional<State> state() {
            return Optional.empty();
        }

        @Override
        public Optional<ClockReading> readClock() {
            return Optional.empty();
        }
    };

    /**
     * A time in which a breaker kept decisions from asking the store.
     *
     * @param breaker what it protects
     * @param until {@code null} while it goes on
     */
    record Outage(String breaker, Instant since, @Nullable Instant until) {}

    /**
     * What is known without asking the store.
     *
     * @param isConnected whether there is a connection
     * @param isComplete whether it has all that this node decided, as far as is known
     * @param outages since the start, oldest first, as many as are remembered
     */
    record State(boolean isConnected, boolean isComplete, List<Outage> outages) {

        public State {
            outages = List.copyOf(outages);
        }
    }

    /**
     * The store's clock beside this node's.
     *
     * @param aheadMicros how far the store's is ahead; behind, if it is negative
     * @param roundTripMicros how long it took to ask; half of it is how wrong {@code aheadMicros} can be
     */
    record ClockReading(long aheadMicros, long roundTripMicros) {}

    /** Empty where the node is alone. Never blocks. */
    Optional<State> state();

    /** Empty where the node is alone, or the store does not answer soon. Blocks, for 300 ms at most. */
    Optional<ClockReading> readClock();
}
