package io.riskgate.shard;

/** Something that waits for a shard's thread on behalf of a merchant. */
public interface ShardTask {

    String merchantId();

    /** Does the work, on the shard's thread. What it throws is logged and counted; the shard goes on. */
    void run(ShardState shard);

    /** When somebody else must answer for the shard, on the clock that {@link Shard#collectDue} is asked by. */
    long dueNanos();

    /** Whether nobody waits for this task's answer any more. */
    boolean answered();
}
