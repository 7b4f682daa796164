package io.riskgate.backtest;

import java.time.Duration;
import java.time.Instant;

/**
 * Which checkouts a backtest is about, by when they occurred.
 *
 * @param from the first that is counted; {@link Instant#MIN} for all
 * @param to the first that is not any more; {@link Instant#MAX} for all
 * @param warmUp how long before {@code from} the history begins, which fills the windows
 */
public record Period(Instant from, Instant to, Duration warmUp) {

    public static final Duration WARM_UP_DEFAULT = Duration.ofHours(24);

    /** What windows look back. */
    public static final Duration WARM_UP_MAX = Duration.ofDays(30);

    /** Whether a checkout of then is looked at. */
    boolean has(Instant at) {
        return !at.isBefore(since()) && at.isBefore(to);
    }

    /** Whether a checkout of then only fills windows. */
    boolean isHistory(Instant at) {
        return at.isBefore(from);
    }

    /** Where the history begins. */
    Instant since() {
        return from.equals(Instant.MIN) ? from : from.minus(warmUp);
    }
}
