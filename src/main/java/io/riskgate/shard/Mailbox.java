package io.riskgate.shard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a shard, and what it works on now. Thread-safe; first come, first served.
 *
 * <p>One thread at a time has the shard: its own, from one {@link #take} to the next, or, while nothing waits and nothing
 * is at work, one that came with a task, from {@link #enter} to {@link #leave}. The lock hands the shard's state on from
 * one to the other.
 *
 * <p>Bounded three ways: {@link #QUEUE_MAX} tasks, of which one merchant may have {@link #MERCHANT_SHARE_MAX}, so that
 * a flood from one merchant leaves room for its neighbours; beyond either, a task is turned away. And {@link
 * #CONTROLS_MAX} control tasks, beyond which their sender waits. A plain lock, held for a few instructions at a time,
 * because the two bounds and the queue must agree.
 */
final class Mailbox {

    static final int QUEUE_MAX = 1_024;
    static final int MERCHANT_SHARE_MAX = QUEUE_MAX / 4;
    static final int CONTROLS_MAX = 1_024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition roomForControl = lock.newCondition();
    private final Deque<ShardTask> queue = new ArrayDeque<>();
    private final Map<String, Integer> shares = new HashMap<>();
    private int controls;
    private @Nullable ShardTask current;
    private boolean entered;
    private boolean closed;

    /**
     * Gives the shard to the calling thread, with the task as the current one, if nothing waits and nothing is at work.
     * Whoever is told {@code true} must {@link #leave}, or {@link #leaveWaiting}.
     */
    boolean enter(ShardTask task) {
        lock.lock();
        try {
            if (closed || current != null || !queue.isEmpty()) {
                return false;
            }
            current = task;
            entered = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the shard back. */
    void leave() {
        lock.lock();
        try {
            endVisit();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the shard back, and leaves the task that came with the visit to the shard's thread, before all others. */
    void leaveWaiting(ShardTask task) {
        lock.lock();
        try {
            shares.merge(task.merchantId(), 1, Integer::sum);
            queue.addFirst(task);
            endVisit();
        } finally {
            lock.unlock();
        }
    }

    private void endVisit() {
        current = null;
        entered = false;
        if (!queue.isEmpty() || closed) {
            arrived.signal();
        }
    }

    /** Puts the task at the end, or says {@code false} if there is no room for it or the mailbox is closed. */
    boolean offer(ShardTask task) {
        lock.lock();
        try {
            int share = shares.getOrDefault(task.merchantId(), 0);
            if (closed || queue.size() - controls >= QUEUE_MAX || share >= MERCHANT_SHARE_MAX) {
                return false;
            }
            shares.put(task.merchantId(), share + 1);
            add(task);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a control task at the end; waits while there is no room.
     *
     * @return {@code false} if the mailbox is closed
     */
    boolean put(ControlTask task) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (controls >= CONTROLS_MAX && !closed) {
                roomForControl.await();
            }
            if (closed) {
                return false;
            }
            controls++;
            add(task);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next task and makes it the current one; {@code null} when closed and empty. */
    @Nullable
    ShardTask take() {
        lock.lock();
        try {
            if (!entered) {
                current = null;
            }
            while (entered || (queue.isEmpty() && !closed)) {
                arrived.awaitUninterruptibly();
            }
            ShardTask task = queue.poll();
            if (task instanceof ControlTask) {
                controls--;
                roomForControl.signal();
            } else if (task != null) {
                shares.computeIfPresent(task.merchantId(), (m, share) -> share == 1 ? null : share - 1);
            }
            current = task;
            return task;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds the unanswered tasks that are due to {@code due}, the current one first. Tasks come in the order of their
     * deadlines, but for the moment between parsing and offering, so the first that is not due ends the search.
     *
     * @return how long until the next one is due, or {@link Long#MAX_VALUE} if there is none
     */
    long collectDue(long nowNanos, List<ShardTask> due) {
        lock.lock();
        try {
            if (current != null && !current.answered()) {
                long untilDueNanos = current.dueNanos() - nowNanos;
                if (untilDueNanos > 0) {
                    return untilDueNanos;
                }
                due.add(current);
            }
            for (ShardTask task : queue) {
                if (task.answered()) {
                    continue;
                }
                long untilDueNanos = task.dueNanos() - nowNanos;
                if (untilDueNanos > 0) {
                    return untilDueNanos;
                }
                due.add(task);
            }
            return Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what is in it can still be taken out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            roomForControl.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The current task, if any, and all that wait. */
    List<ShardTask> left() {
        lock.lock();
        try {
            List<ShardTask> left = new ArrayList<>(queue.size() + 1);
            if (current != null) {
                left.add(current);
            }
            left.addAll(queue);
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks wait, control tasks not among them. */
    int depth() {
        lock.lock();
        try {
            return queue.size() - controls;
        } finally {
            lock.unlock();
        }
    }

    private void add(ShardTask task) {
        queue.add(task);
        if (!entered) {
            arrived.signal();
        }
    }
}
