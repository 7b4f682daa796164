package io.riskgate.simulator;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What came of playing checkouts.
 *
 * @param scoreboard of those that were answered with a verdict
 * @param latencyMicros from when a request was due to when its answer was read; answers with a verdict only
 * @param elapsed from the first request to the last answer
 * @param errors requests that got no verdict
 * @param firstError what the first of them met, printable, or {@code null} if there was none
 */
public record PlayResult(
        Scoreboard scoreboard,
        Histogram latencyMicros,
        Duration elapsed,
        long errors,
        @Nullable String firstError) {

    /** Answers with a verdict a second. */
    public double perSecond() {
        return latencyMicros.getTotalCount() / Math.max(1e-9, elapsed.toNanos() / 1e9);
    }
}
