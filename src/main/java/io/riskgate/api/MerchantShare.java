package io.riskgate.api;

import io.riskgate.identity.Caller;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How much each merchant has at the moment of something that all share: one that would have more than its share is turned away, so that
 * there is some left for its neighbours. Admins have no share. Thread-safe; never blocks.
 */
final class MerchantShare {

    private final long max;

    /** Of those that have any. */
    private final ConcurrentMap<String, Long> taken = new ConcurrentHashMap<>();

    MerchantShare(long max) {
        this.max = max;
    }

    /** Whether the caller's merchant may have that besides what it has; what is taken is to be given back. */
    boolean take(Caller caller, long amount) {
        if (caller.isAdmin() || taken.merge(caller.merchantId(), amount, Long::sum) <= max) {
            return true;
        }
        giveBack(caller, amount);
        return false;
    }

    void giveBack(Caller caller, long amount) {
        if (!caller.isAdmin()) {
            taken.computeIfPresent(caller.merchantId(), (merchant, all) -> all == amount ? null : all - amount);
        }
    }
}
