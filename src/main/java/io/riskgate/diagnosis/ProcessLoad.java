package io.riskgate.diagnosis;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * What the process used, and what the engine counted, in some time. Immutable.
 *
 * @param watchedNanos how long that time was; 0 where nothing is known
 * @param cpuNanos of all its threads
 * @param leastHeapUsedBytes the least of all looks, so about what is left behind a collection; {@link Long#MAX_VALUE} without a look
 */
record ProcessLoad(
        long watchedNanos, long cpuNanos, long allocatedBytes, EngineCounts counts, long leastHeapUsedBytes) {

    static final ProcessLoad NONE = new ProcessLoad(0, 0, 0, EngineCounts.NONE, Long.MAX_VALUE);

    /** With fewer, what the process does besides would be taken for the cost of decisions. */
    static final long DECISIONS_MIN = 1_000;

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    ProcessLoad plus(ProcessLoad other) {
        return new ProcessLoad(
                watchedNanos + other.watchedNanos,
                cpuNanos + other.cpuNanos,
                allocatedBytes + other.allocatedBytes,
                counts.plus(other.counts),
                Math.min(leastHeapUsedBytes, other.leastHeapUsedBytes));
    }

    boolean isKnown() {
        return watchedNanos > 0;
    }

    double seconds() {
        return watchedNanos / SECOND;
    }

    /** 0 where nothing is known. */
    double decisionsPerSecond() {
        return isKnown() ? counts.decisions() / seconds() : 0;
    }

    /** 0 where nothing is known. */
    double allocatedBytesPerSecond() {
        return isKnown() ? allocatedBytes / seconds() : 0;
    }

    /** What a decision takes of the processors, with all that the process does besides; empty where that would mean nothing. */
    OptionalDouble cpuNanosPerDecision() {
        return counts.decisions() < DECISIONS_MIN || cpuNanos <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) cpuNanos / counts.decisions());
    }
}
