package io.riskgate.limits;

/**
 * How much a shard's ledger may hold, and what a node may do alone.
 *
 * @param entriesMax amounts that count, and reservations, at least 1
 * @param localShare which part of a limit this node's own reservations may fill while a shared ledger does not answer, 0 to 1
 */
public record LedgerLimits(int entriesMax, double localShare) {

    /** Of a node with one shard for which nothing is configured. */
    public static final LedgerLimits DEFAULTS = new LedgerLimits(1_000_000, 0.1);

    /**
     * A shard's part of the node's limits.
     *
     * @throws IllegalArgumentException naming the option that is out of its range
     */
    public static LedgerLimits ofShard(LimitsConfig config, int shards) {
        if (config.entriesMax() < 1_000 || config.entriesMax() > 100_000_000) {
            throw new IllegalArgumentException(
                    "riskgate.limits.entries-max must be 1,000 to 100,000,000, not " + config.entriesMax());
        }
        if (!(config.localShare() >= 0 && config.localShare() <= 1)) {
            throw new IllegalArgumentException(
                    "riskgate.limits.local-share must be 0 to 1, not " + config.localShare());
        }
        return new LedgerLimits(Math.max(1, config.entriesMax() / Math.max(1, shards)), config.localShare());
    }
}
