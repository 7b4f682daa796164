package io.riskgate.backtest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** How much of the machine backtests may take. */
@ConfigMapping(prefix = "riskgate.backtest")
public interface BacktestConfig {

    /** Threads that evaluate, beside the one that reads, of each backtest; 1 to 64, by default half as many as cores. */
    OptionalInt threads();

    /** Backtests that run at once, 1 or 2; others wait. */
    @WithDefault("1")
    int runningMax();

    /**
     * Which part of {@code riskgate.velocity}'s limits the windows of all running backtests may take beside the live ones, above 0, up
     * to 1; each has an equal part of that.
     */
    @WithDefault("0.5")
    double windowsShare();
}
