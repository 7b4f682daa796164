package io.riskgate.lists;

/** The lists as each scope sees them. Thread-safe; never blocks. */
@FunctionalInterface
public interface ListLookups {

    /**
     * What the rules of a scope may ask. The look-up is live: it sees every later change of the lists.
     *
     * @param scope {@code platform} or a merchant's id; one without lists has a look-up that finds nothing
     */
    ListLookup lookup(String scope);

    /** Whether other nodes may have changed the lists and this one cannot see it now. */
    default boolean isStale() {
        return false;
    }
}
