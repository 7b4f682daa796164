package io.riskgate.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bounded way from the deciding threads to the writer. Offering is lock-free; everything from {@link #poll} on is
 * for the writer alone.
 *
 * <p>Room is reserved before anything else is looked at. The writer ends only when it sees both the closing and no
 * reservation, so an entry that was taken just before the closing is still waited for.
 */
final class JournalQueue {

    /** Entries that are not yet written, the writer's batch included. */
    static final int ENTRIES_MAX = 65_536;

    private final Queue<JournalRecord> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reserved = new AtomicInteger();
    private volatile @Nullable Thread sleeper;
    private volatile boolean closing;
    private volatile boolean givenUp;

    /** Takes the entry, or returns {@code false} if the queue is full or closing. */
    boolean offer(JournalRecord entry) {
        if (reserved.incrementAndGet() > ENTRIES_MAX || closing) {
            reserved.decrementAndGet();
            return false;
        }
        entries.add(entry);
        wake();
        return true;
    }

    int size() {
        return Math.min(reserved.get(), ENTRIES_MAX);
    }

    @Nullable
    JournalRecord peek() {
        return entries.peek();
    }

    /** From now on nothing more is taken, and the writer ends when it has written what was. */
    void close() {
        closing = true;
        wake();
    }

    /** The writer ends at its next failure, or now if it is waiting after one. */
    void giveUp() {
        givenUp = true;
        wake();
    }

    boolean closing() {
        return closing;
    }

    boolean givenUp() {
        return givenUp;
    }

    private void wake() {
        Thread thread = sleeper;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Whether it is closing and everything was {@link #taken}. */
    boolean finished() {
        return closing && reserved.get() == 0;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Nullable
    JournalRecord poll() {
        return entries.poll();
    }

    /** Frees the room of entries that are written. */
    void taken(int count) {
        reserved.addAndGet(-count);
    }

    /** Returns when there is an entry, when it is closing, or after the time. */
    void awaitWork(long nanos) {
        long start = System.nanoTime();
        sleeper = Thread.currentThread();
        long left = nanos;
        while (left > 0 && entries.isEmpty() && !closing) {
            LockSupport.parkNanos(this, left);
            left = nanos - (System.nanoTime() - start);
        }
        sleeper = null;
    }

    /** Returns after the time, and wakes for nobody: those who offer meanwhile are spared the waking. */
    void rest(long nanos) {
        long start = System.nanoTime();
        long left = nanos;
        while (left > 0 && !closing) {
            LockSupport.parkNanos(this, left);
            left = nanos - (System.nanoTime() - start);
        }
    }

    /** Returns after the time, or at once when it is given up. */
    void pause(long nanos) {
        long start = System.nanoTime();
        sleeper = Thread.currentThread();
        long left = nanos;
        while (left > 0 && !givenUp) {
            LockSupport.parkNanos(this, left);
            left = nanos - (System.nanoTime() - start);
        }
        sleeper = null;
    }
}
