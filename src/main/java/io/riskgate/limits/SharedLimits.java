package io.riskgate.limits;

import io.riskgate.store.Follower;
import io.riskgate.store.StoreUnavailableException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The limits that several nodes share, mirrored in this node's memory. A write goes to the shared store, and returns when it is
 * in this node's memory too; a thread follows what others change. While the store is away, the limits stay what they were.
 */
public final class SharedLimits extends Limits {

    private final SharedLimitStore store;
    private final ReentrantLock following = new ReentrantLock();
    private final Follower follower;

    /** Under the lock. */
    private long number;

    /**
     * Reads all limits, and begins to follow. Blocks.
     *
     * @throws StoreUnavailableException if the store cannot be reached
     */
    public SharedLimits(SharedLimitStore store) {
        this.store = store;
        follower = new Follower("limits", this::follow, this::forget, store::awaitPublication);
        follow();
        follower.start();
    }

    @Override
    LimitWrite store(Limit limit) {
        LimitWrite write = store.put(limit);
        followIfReachable();
        return write;
    }

    @Override
    public boolean delete(String scope, String name) {
        boolean deleted = store.delete(scope, name);
        followIfReachable();
        return deleted;
    }

    /** What was written is written; memory follows when the store is back. */
    private void followIfReachable() {
        try {
            follow();
        } catch (StoreUnavailableException later) {
            // The follower's thread meets it as well, and says so.
        }
    }

    private void follow() {
        following.lock();
        try {
            long before;
            do {
                before = number;
                SharedLimitStore.Changes changes = store.changesSince(before);
                changes.scopes().forEach(this::replace);
                number = changes.number();
            } while (number > before);
        } finally {
            following.unlock();
        }
    }

    /** After an outage nothing is taken for known: Redis may have lost changes and made others. */
    private void forget() {
        following.lock();
        try {
            number = 0;
        } finally {
            following.unlock();
        }
    }

    /** Ends the following; what is in memory can still be read. */
    public void stop() throws InterruptedException {
        follower.stop();
    }
}
