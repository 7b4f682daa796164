package io.riskgate.statistics;

import java.time.Duration;

/**
 * The checked values of {@code riskgate.statistics}.
 *
 * @param minutesKept for how long minutes are kept
 * @param rowsMax minutes of merchants in memory whose hours are on the disk
 * @param reasonsMax reason codes of a row
 * @param retention for how long hours are kept
 */
record StatisticsLimits(Duration minutesKept, int rowsMax, int reasonsMax, Duration retention) {

    static final Duration MINUTES_KEPT_MAX = Duration.ofDays(7);
    static final int ROWS_MIN = 1_000;
    static final int ROWS_MAX = 10_000_000;
    static final int REASONS_MAX = 1_000;
    static final Duration RETENTION_MAX = Duration.ofDays(2_000);

    /** What applies when nothing is configured. */
    static final StatisticsLimits DEFAULTS =
            new StatisticsLimits(Duration.ofDays(2), 400_000, 64, Duration.ofDays(400));

    private static final String PREFIX = "riskgate.statistics.";

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the option that has a bad value
     */
    StatisticsLimits {
        require("minutes-kept", minutesKept, Duration.ofHours(1), MINUTES_KEPT_MAX);
        require("rows-max", rowsMax, ROWS_MIN, ROWS_MAX);
        require("reasons-max", reasonsMax, StatisticsReport.REASONS_MAX, REASONS_MAX);
        require("retention", retention, Duration.ofDays(1), RETENTION_MAX);
    }

    static StatisticsLimits of(StatisticsConfig config) {
        return new StatisticsLimits(config.minutesKept(), config.rowsMax(), config.reasonsMax(), config.retention());
    }

    private static <T extends Comparable<T>> void require(String option, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(PREFIX + option + " must be " + min + " to " + max + ", not " + value);
        }
    }

    /** With so many a part of the journal ends, so that when there are too many only a part of them is forgotten. */
    int rowsOfPartMax() {
        return rowsMax / 4;
    }
}
