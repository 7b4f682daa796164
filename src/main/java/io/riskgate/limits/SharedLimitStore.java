package io.riskgate.limits;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Limits that several nodes have in common, within the bounds of {@link Limits}. Blocks; thread-safe. Where the medium fails,
 * every method but {@link #awaitPublication} throws {@link io.riskgate.store.StoreUnavailableException}; a change may then have
 * been made.
 */
public interface SharedLimitStore {

    /**
     * What has changed since a number of changes.
     *
     * @param number up to where this tells
     * @param scopes all limits of each scope that was changed; none of one that has none any more
     */
    record Changes(long number, Map<String, List<Limit>> scopes) {}

    /**
     * Sets a limit, in place of the one of its name if there is one.
     *
     * @param limit checked
     */
    LimitWrite put(Limit limit);

    /** {@code false} if there is no such limit. */
    boolean delete(String scope, String name);

    /** A part of it; none where there is nothing new. Everything, if the store has had fewer changes than that. */
    Changes changesSince(long number);

    /** Waits until something has been changed, as far as one hears of it, but at most so long. */
    void awaitPublication(Duration max) throws InterruptedException;
}
