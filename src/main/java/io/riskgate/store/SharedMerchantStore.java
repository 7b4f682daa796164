package io.riskgate.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Merchants that several nodes have in common. Each node serves from its memory, and asks here what has changed. */
public interface SharedMerchantStore extends MerchantStore {

    /**
     * A part of what has changed.
     *
     * @param number up to where; the same that was asked for if there is no more
     * @param merchants what is kept of those concerned by now, nothing of those that were removed
     */
    record Changes(long number, Map<String, Optional<StoredMerchant>> merchants) {}

    /**
     * What this node and others have changed since a number that this method gave before, or ever if it is 0. If the medium
     * has lost changes, all that it still has is told again.
     */
    Changes changesSince(long number);

    /**
     * Waits until something has been changed, as far as one hears of it, but at most so long. The only method that throws
     * nothing when the medium fails.
     */
    void awaitPublication(Duration max) throws InterruptedException;
}
