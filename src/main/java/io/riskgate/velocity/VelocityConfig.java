package io.riskgate.velocity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How much of the past this node remembers. Each shard has an equal part of the limits. With the defaults, windows that
 * are full to the last take about 700 MiB of heap. {@link VelocityLimits} checks the ranges given here.
 */
@ConfigMapping(prefix = VelocityConfig.PREFIX)
public interface VelocityConfig {

    String PREFIX = "riskgate.velocity";

    /**
     * Groups, such as one card at one merchant, 1,000 to 100,000,000; about 80 bytes of heap each, its first cell among them,
     * and about 150 more once it has a second one. Beyond it, the group longest without a checkout is forgotten.
     */
    @WithDefault("3000000")
    int groupsMax();

    /**
     * Cells of the groups' timelines, 100,000 to 1,000,000,000, and at least 9,216 a shard; 32 bytes of heap each. A
     * group has one at first, a busy one up to 1,024 for each currency. Beyond it, the group longest without a checkout
     * is forgotten.
     */
    @WithDefault("8000000")
    int cellsMax();

    /** Different values that one DISTINCT of one group can tell apart, 1 to 10,000; its answer goes no higher. */
    @WithDefault("1000")
    int distinctValuesMax();

    /**
     * Different values of all groups together, 10,000 to 100,000,000; about 85 bytes of heap for the first of a
     * group, 105 for the second, 32 for each other. Beyond it, those of the group longest without a checkout are forgotten.
     */
    @WithDefault("2000000")
    int distinctValuesTotalMax();
}
