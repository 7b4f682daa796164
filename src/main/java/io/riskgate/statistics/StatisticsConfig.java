package io.riskgate.statistics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of statistics is kept. See {@link StatisticsLimits}. */
@ConfigMapping(prefix = "riskgate.statistics")
interface StatisticsConfig {

    /** For how long minutes are kept; then there are only hours. 1 hour to {@link StatisticsLimits#MINUTES_KEPT_MAX}. */
    @WithDefault("48h")
    Duration minutesKept();

    /**
     * Minutes of merchants in memory whose hours are on the disk; beyond, the oldest are forgotten sooner. {@link
     * StatisticsLimits#ROWS_MIN} to {@link StatisticsLimits#ROWS_MAX}.
     */
    @WithDefault("400000")
    int rowsMax();

    /** Reason codes of a minute or hour of a merchant; more are counted together. 20 to {@link StatisticsLimits#REASONS_MAX}. */
    @WithDefault("64")
    int reasonsMax();

    /** For how long hours are kept. 1 day to {@link StatisticsLimits#RETENTION_MAX}. */
    @WithDefault("400d")
    Duration retention();
}
