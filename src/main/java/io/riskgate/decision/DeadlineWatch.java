package io.riskgate.decision;

import io.riskgate.shard.Shard;
import io.riskgate.shard.ShardTask;
import io.riskgate.shard.Shards;
import io.riskgate.telemetry.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Sees to it that a decision is answered in time even if its shard's thread hangs. One thread looks at the oldest
 * decisions of each shard, sleeps until the next one is due, but never longer than {@link #LOOK_EVERY_NANOS}: a
 * decision may be offered a little later than it was parsed, and so be due before one that is already known. After
 * {@link #QUIET_LOOKS_MAX} looks at nothing it sleeps until it is woken, so an idle engine costs nothing and steady
 * traffic wakes nobody.
 */
final class DeadlineWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DeadlineWatch.class);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int QUIET_LOOKS_MAX = 50;
    private static final long NOTHING_PENDING = Long.MAX_VALUE;

    private final Shards shards;
    private final NanoClock nanoClock;
    private final Consumer<ShardTask> late;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    /** @param late answers a task that is due; called on the watch's thread, must not block */
    DeadlineWatch(Shards shards, NanoClock nanoClock, Consumer<ShardTask> late) {
        this.shards = shards;
        this.nanoClock = nanoClock;
        this.late = late;
        thread = Thread.ofPlatform().name("riskgate-deadlines").daemon().unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /** To be called right before a task is offered to a shard. Costs one read unless the watch sleeps. */
    void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        int quietLooks = 0;
        while (!closed) {
            long untilDueNanos = look();
            quietLooks = untilDueNanos == NOTHING_PENDING ? quietLooks + 1 : 0;
            if (quietLooks < QUIET_LOOKS_MAX) {
                LockSupport.parkNanos(this, Math.min(untilDueNanos, LOOK_EVERY_NANOS));
                continue;
            }
            asleep = true;
            // Again, for what was offered before "asleep" could be seen.
            if (look() == NOTHING_PENDING && !closed) {
                LockSupport.park(this);
            }
            asleep = false;
            quietLooks = 0;
        }
    }

    /** Answers all that is due; says how long until the next one is. */
    private long look() {
        long nowNanos = nanoClock.nanos();
        long untilDueNanos = NOTHING_PENDING;
        List<ShardTask> due = new ArrayList<>(0);
        for (Shard shard : shards.all()) {
            untilDueNanos = Math.min(untilDueNanos, shard.collectDue(nowNanos, due));
        }
        due.forEach(this::answer);
        return untilDueNanos;
    }

    private void answer(ShardTask task) {
        try {
            late.accept(task);
        } catch (Throwable e) {
            LOG.error("A late decision could not be answered", LogText.of(e));
        }
    }
}
