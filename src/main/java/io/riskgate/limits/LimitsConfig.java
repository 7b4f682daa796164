package io.riskgate.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of limits this node keeps in memory. Each shard has an equal part of it. */
@ConfigMapping(prefix = "riskgate.limits")
public interface LimitsConfig {

    /**
     * Amounts that count against limits, and reservations, 1,000 to 100,000,000; about 750 bytes of heap each. Beyond it nothing
     * more is reserved, and what is under a limit becomes REVIEW. The last quarter is for merchants that have less than a quarter.
     */
    @WithDefault("1000000")
    int entriesMax();

    /**
     * Which part of a limit this node's own reservations may fill while Redis does not answer, 0 to 1. Of n nodes that are cut
     * off, a limit is exceeded by at most n times that; with 0 by nothing.
     */
    @WithDefault("0.1")
    double localShare();
}
