package io.riskgate.shard;

import io.riskgate.velocity.VelocityFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One thread and the state of the merchants that belong to it. Tasks wait in a bounded {@link Mailbox} and run one
 * after the other; nothing that a task throws ends the thread. Thread-safe.
 */
public final class Shard {

    private final int index;
    private final Mailbox mailbox = new Mailbox();
    private final ShardFailures failures = new ShardFailures();
    private final ShardState state;
    private final Thread thread;

    Shard(int index, VelocityFactory velocities, MerchantPlans plans) {
        this.index = index;
        state = new ShardState(velocities.newVelocity(), plans, failures);
        thread = Thread.ofPlatform().name("riskgate-shard-" + index).daemon().start(this::work);
    }

    /** From 0. */
    public int index() {
        return index;
    }

    /**
     * Lets the task wait for the shard's thread. Never waits itself, so it may be called on an event loop.
     *
     * @return {@code false} if there is no room for it, or the shard takes nothing more
     */
    public boolean offer(ShardTask task) {
        return mailbox.offer(task);
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
        boolean more = true;
        while (more) {
            try {
                more = workOne();
            } catch (Throwable e) {
                failures.count("A task of shard " + index + " threw", e);
            }
        }
        state.close();
    }

    private boolean workOne() {
        ShardTask task = mailbox.take();
        if (task == null) {
            return false;
        }
        task.run(state);
        return true;
    }
}
