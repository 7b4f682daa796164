package io.riskgate.lists;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists that several nodes have in common, within the limits of {@link NamedLists}. Every node finds all changes in the same
 * order. Blocks; thread-safe. Where the medium fails, every method but {@link #awaitPublication} throws {@link
 * io.riskgate.store.StoreUnavailableException}; a change may then have been made.
 */
public interface SharedListStore {

    /**
     * Where in the order of changes a node is.
     *
     * @param token of the change of that number, by which is known whether it still is the same
     */
    record Position(long number, String token) {

        /** Before the first change. */
        public static final Position START = new Position(0, "");
    }

    /**
     * What comes after a position, the oldest first.
     *
     * @param position up to where
     * @param changes {@code null} if it is not known any more what comes after: then all lists have to be read, and what
     *     comes after the new position
     */
    record Changes(Position position, @Nullable List<ListChange> changes) {}

    /**
     * Puts values on a list: all of them, or none if there is no room. A failure may leave a part of them.
     *
     * @param expiresAtByValue in milliseconds, {@link Long#MAX_VALUE} for never
     */
    ListWrite put(String scope, String name, Map<String, Long> expiresAtByValue, long nowMillis);

    /** {@code false} if the value is not on the list, or has expired. */
    boolean remove(String scope, String name, String value, long nowMillis);

    /** {@code false} if there is no such list. */
    boolean delete(String scope, String name);

    /** A part of it; none where there is nothing new. */
    Changes changesSince(Position position);

    /** Tells scope and name of each list. */
    void lists(BiConsumer<String, String> each);

    /** Tells value and expiry of each entry. What is changed meanwhile may be told or not. */
    void entries(String scope, String name, BiConsumer<String, Long> each);

    /** Waits until something has been changed, as far as one hears of it, but at most so long. */
    void awaitPublication(Duration max) throws InterruptedException;
}
