package io.riskgate.velocity;

/**
 * How much the windows of one shard may hold. Beyond {@code groupsMax} or {@code cellsMax} the group longest without a
 * checkout is forgotten; beyond {@code distinctValuesTotalMax} the different values of the group longest without one are.
 *
 * @param groupsMax groups that are counted, at least 1
 * @param cellsMax cells of all groups together, 32 bytes each, at least {@link #CELLS_MIN}
 * @param distinctValuesMax different values of one group for one DISTINCT, at least 1; the answer stays at it
 * @param distinctValuesTotalMax different values of all groups together, at least {@code distinctValuesMax}
 */
public record VelocityLimits(int groupsMax, int cellsMax, int distinctValuesMax, int distinctValuesTotalMax) {

    /** What one group can need, so that no group is larger than all may be. */
    public static final int CELLS_MIN = (Group.CURRENCIES_MAX + 1) * Timeline.CELLS_MAX;

    /** Of a node with one shard for which nothing is configured. */
    public static final VelocityLimits DEFAULTS = new VelocityLimits(3_000_000, 8_000_000, 1_000, 2_000_000);

    /** @throws IllegalArgumentException if a limit is below its least */
    public VelocityLimits {
        requireRange("groupsMax", groupsMax, 1, Integer.MAX_VALUE);
        requireRange("cellsMax", cellsMax, CELLS_MIN, Integer.MAX_VALUE);
        requireRange("distinctValuesMax", distinctValuesMax, 1, Integer.MAX_VALUE);
        requireRange("distinctValuesTotalMax", distinctValuesTotalMax, distinctValuesMax, Integer.MAX_VALUE);
    }

    /**
     * A part of what all groups may hold together; what one group may stays.
     *
     * @param share above 0, up to 1
     */
    public VelocityLimits part(double share) {
        return new VelocityLimits(
                Math.max(1, (int) (groupsMax * share)),
                Math.max(CELLS_MIN, (int) (cellsMax * share)),
                distinctValuesMax,
                Math.max(distinctValuesMax, (int) (distinctValuesTotalMax * share)));
    }

    /**
     * A shard's part of the node's limits.
     *
     * @throws IllegalArgumentException naming the option that is out of its range
     */
    static VelocityLimits ofShard(VelocityConfig config, int shards) {
        String prefix = VelocityConfig.PREFIX + ".";
        requireRange(prefix + "groups-max", config.groupsMax(), 1_000, 100_000_000);
        requireRange(prefix + "cells-max", config.cellsMax(), 100_000, 1_000_000_000);
        requireRange(prefix + "distinct-values-max", config.distinctValuesMax(), 1, 10_000);
        requireRange(prefix + "distinct-values-total-max", config.distinctValuesTotalMax(), 10_000, 100_000_000);
        return new VelocityLimits(
                Math.max(1, config.groupsMax() / shards),
                Math.max(CELLS_MIN, config.cellsMax() / shards),
                config.distinctValuesMax(),
                Math.max(config.distinctValuesMax(), config.distinctValuesTotalMax() / shards));
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be between " + min + " and " + max + ", not " + value);
        }
    }
}
