package io.riskgate.shard;

/** Something that is to be done with a shard's state on behalf of a merchant. */
public interface ShardTask {

    String merchantId();

    /**
     * Whether it takes microseconds, so that an event loop may do it. Asked by the thread that has the shard, which runs it
     * at once if so.
     */
    boolean brief(ShardState shard);

    /** Does the work, on the thread that has the shard. What it throws is logged and counted; the shard goes on. */
    void run(ShardState shard);

    /** When somebody else must answer for the shard, on the clock that {@link Shard#collectDue} is asked by. */
    long dueNanos();

    /** Whether nobody waits for this task's answer any more. */
    boolean answered();
}
