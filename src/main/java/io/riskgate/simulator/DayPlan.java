package io.riskgate.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * What day to simulate.
 *
 * @param seed the same seed makes the same day
 * @param checkouts of the day, honest ones and attacks together, {@link #CHECKOUTS_MIN} to {@link #CHECKOUTS_MAX}
 * @param endsAt the end of the day's 24 hours; a demonstration lets it end now
 */
public record DayPlan(long seed, int checkouts, Instant endsAt) {

    /** Every attack comes at least once: in a smaller day there would be nothing left to hide it among. */
    public static final int CHECKOUTS_MIN = 2_000;

    /** The day and the people in it are kept in memory. */
    public static final int CHECKOUTS_MAX = 100_000;

    /** @throws IllegalArgumentException if {@code checkouts} is out of bounds */
    public DayPlan {
        if (checkouts < CHECKOUTS_MIN || checkouts > CHECKOUTS_MAX) {
            throw new IllegalArgumentException(
                    "checkouts must be " + CHECKOUTS_MIN + " to " + CHECKOUTS_MAX + ", not " + checkouts);
        }
    }

    Span day() {
        return new Span(endsAt.minus(Duration.ofDays(1)), endsAt);
    }

    /** The four weeks before the day. */
    Span past() {
        return new Span(endsAt.minus(Duration.ofDays(29)), endsAt.minus(Duration.ofDays(1)));
    }
}
