package io.riskgate.diagnosis;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Sums of the last {@link #KEPT} minutes that had anything to add. Thread-safe; never blocks for longer than it takes to add up an hour.
 *
 * @param <T> what is summed, immutable
 */
final class Minutes<T> {

    static final int KEPT = 60;

    private static final int SECONDS_PER_MINUTE = 60;

    /** By how much what is added may be older than the newest minute; beyond, that one is of a clock that was put right since. */
    private static final int LATE_MAX = 2;

    private final T none;
    private final BinaryOperator<T> plus;
    private final NavigableMap<Long, T> sums = new TreeMap<>();

    /** @param none the sum of nothing */
    Minutes(T none, BinaryOperator<T> plus) {
        this.none = none;
        this.plus = plus;
    }

    /** Forgets minutes that are later than this moment by more than what is told of late: no new one would ever displace them. */
    synchronized void add(Instant at, T more) {
        sums.tailMap(minute(at) + LATE_MAX, false).clear();
        sums.merge(minute(at), more, plus);
        if (sums.size() > KEPT) {
            sums.pollFirstEntry();
        }
    }

    /** The sum from the minute on that has this moment. */
    synchronized T since(Instant from) {
        return sums.tailMap(minute(from), true).values().stream().reduce(none, plus);
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS_PER_MINUTE);
    }
}
