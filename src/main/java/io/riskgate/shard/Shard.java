package io.riskgate.shard;

import io.riskgate.limits.LocalLedger;
import io.riskgate.velocity.VelocityFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The state of the merchants that belong to it, and a thread. Tasks run one after the other; nothing that a task throws
 * ends the thread. Thread-safe.
 *
 * <p>A brief task that finds the shard idle runs at once, on the thread that came with it: going to another thread and
 * back is two waits for a core. All others wait for the shard's thread, in a
 * bounded {@link Mailbox}.
 */
public final class Shard {

    /** Decisions that may wait for it. */
    public static final int QUEUE_MAX = Mailbox.QUEUE_MAX;

    private final int index;
    private final Mailbox mailbox = new Mailbox();
    private final ShardFailures failures = new ShardFailures();
    private final LongAdder worked = new LongAdder();
    private final ShardState state;
    private final Thread thread;

    Shard(int index, VelocityFactory velocities, LocalLedger ledger, MerchantPlans plans) {
        this.index = index;
        state = new ShardState(velocities.newVelocity(), ledger, plans, failures);
        thread = Thread.ofPlatform().name("riskgate-shard-" + index).daemon().start(this::work);
    }

    /** From 0. */
    public int index() {
        return index;
    }

    /**
     * Runs the task, if it is brief and the shard idle, or lets it wait for the shard's thread. Never waits itself, so it
     * may be called on an event loop.
     *
     * @return {@code false} if there is no room for it, or the shard takes nothing more
     */
    public boolean offer(ShardTask task) {
        if (!mailbox.enter(task)) {
            return mailbox.offer(task);
        }
        if (!task.brief(state)) {
            mailbox.leaveWaiting(task);
            return true;
        }
        try {
            run(task);
        } finally {
            mailbox.leave();
        }
        return true;
    }

    /**
     * Has the shard's thread do something with its state, after what waits already. Waits while {@link
     * Mailbox#CONTROLS_MAX} such tasks wait, so not for an event loop nor for the shard's thread itself.
     *
     * @return {@code false} if the shard takes nothing more
     */
    public boolean execute(Consumer<ShardState> work) throws InterruptedException {
        return mailbox.put(new ControlTask(work));
    }

    /**
     * Adds the tasks that are due and not answered to {@code due}, the one that runs included.
     *
     * @return how long until the next one is due, or {@link Long#MAX_VALUE} if there is none
     */
    public long collectDue(long nowNanos, List<ShardTask> due) {
        return mailbox.collectDue(nowNanos, due);
    }

    /** How many tasks wait. */
    public int queueDepth() {
        return mailbox.depth();
    }

    /** How many checkouts it has worked on so far. */
    public long worked() {
        return worked.sum();
    }

    public boolean alive() {
        return thread.isAlive();
    }

    /** How many tasks and rule sessions threw so far. */
    public long failures() {
        return failures.count();
    }

    /** Takes nothing more; what was taken still runs. */
    void close() {
        mailbox.close();
    }

    /**
     * After {@link #close}: waits for what was taken.
     *
     * @return what the thread had not finished when the time was up, in its order
     */
    List<ShardTask> awaitEnd(Duration timeout) throws InterruptedException {
        return thread.join(timeout) ? List.of() : mailbox.left();
    }

    private void work() {
        for (ShardTask task = mailbox.take(); task != null; task = mailbox.take()) {
            run(task);
        }
        state.close();
    }

    private void run(ShardTask task) {
        try {
            task.run(state);
        } catch (Throwable e) {
            failures.count("A task of shard " + index + " threw", e);
        }
        if (!(task instanceof ControlTask)) {
            worked.increment();
        }
    }
}
