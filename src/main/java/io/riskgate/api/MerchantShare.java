package io.riskgate.api;

import io.riskgate.identity.Caller;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much each merchant has at the moment of something that all share: one that would have more than its share is turned away, so that
 * there is some left for its neighbours. Admins have no share. Thread-safe; never blocks.
 */
final class MerchantShare {

    private final long max;
    private final long allMax;
    private final AtomicLong allTaken = new AtomicLong();

    /** Of those that have any. */
    private final ConcurrentMap<String, Long> taken = new ConcurrentHashMap<>();

    /** Where something else bounds what all have. */
    MerchantShare(long max) {
        this(max, Long.MAX_VALUE);
    }

    /** @param allMax what all merchants may have together */
    MerchantShare(long max, long allMax) {
        this.max = max;
        this.allMax = allMax;
    }

    /** Whether the caller's merchant may have that besides what it and all have; what is taken is to be given back. */
    boolean take(Caller caller, long amount) {
        if (caller.isAdmin()) {
            return true;
        }
        long ofMerchant = taken.merge(caller.merchantId(), amount, Long::sum);
        if (allTaken.addAndGet(amount) <= allMax && ofMerchant <= max) {
            return true;
        }
        giveBack(caller, amount);
        return false;
    }

    void giveBack(Caller caller, long amount) {
        if (!caller.isAdmin()) {
            allTaken.addAndGet(-amount);
            taken.computeIfPresent(caller.merchantId(), (merchant, all) -> all == amount ? null : all - amount);
        }
    }
}
