package io.riskgate.diagnosis;

import java.util.concurrent.TimeUnit;

/**
 * What the garbage collector did in some time. Immutable.
 *
 * @param pauses in which every thread stood still; a collection has several
 * @param stalls of threads that waited for memory, since the collector was too late for them
 */
record CollectorActivity(
        long collections,
        long pauses,
        long pausesOver1Ms,
        long pausesOver5Ms,
        long pauseNanos,
        long longestPauseNanos,
        long stalls,
        long stallNanos) {

    static final CollectorActivity NONE = new CollectorActivity(0, 0, 0, 0, 0, 0, 0, 0);

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    static CollectorActivity ofCollections(long collections) {
        return new CollectorActivity(collections, 0, 0, 0, 0, 0, 0, 0);
    }

    /** @param nanos that each of them took, on average where they are several */
    static CollectorActivity ofPauses(long pauses, long nanos) {
        return new CollectorActivity(
                0,
                pauses,
                nanos > MILLI ? pauses : 0,
                nanos > 5 * MILLI ? pauses : 0,
                pauses * nanos,
                pauses == 0 ? 0 : nanos,
                0,
                0);
    }

    static CollectorActivity ofStall(long nanos) {
        return new CollectorActivity(0, 0, 0, 0, 0, 0, 1, nanos);
    }

    CollectorActivity plus(CollectorActivity other) {
        return new CollectorActivity(
                collections + other.collections,
                pauses + other.pauses,
                pausesOver1Ms + other.pausesOver1Ms,
                pausesOver5Ms + other.pausesOver5Ms,
                pauseNanos + other.pauseNanos,
                Math.max(longestPauseNanos, other.longestPauseNanos),
                stalls + other.stalls,
                stallNanos + other.stallNanos);
    }
}
