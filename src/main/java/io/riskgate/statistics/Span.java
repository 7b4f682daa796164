package io.riskgate.statistics;

import java.time.Instant;

/**
 * A time, in whole steps. Immutable.
 *
 * @param fromMinute see {@link Step}
 * @param toMinute the first that is not of it, and later
 */
public record Span(Step step, long fromMinute, long toMinute) {

    /**
     * The steps that have anything of that time.
     *
     * @param to behind {@code from}
     */
    public static Span of(Step step, Instant from, Instant to) {
        long first = Math.floorDiv(Step.minute(from), step.minutes());
        long last = Math.floorDiv(Step.minute(to.minusNanos(1)), step.minutes());
        return new Span(step, first * step.minutes(), (last + 1) * step.minutes());
    }

    public Instant from() {
        return Step.begin(fromMinute);
    }

    public Instant to() {
        return Step.begin(toMinute);
    }

    /** How many steps it has. */
    public long steps() {
        return (toMinute - fromMinute) / step.minutes();
    }

    /** The first minute of the step that has this minute. */
    long stepOf(long minute) {
        return Math.floorDiv(minute, step.minutes()) * step.minutes();
    }
}
