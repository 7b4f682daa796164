package io.riskgate.quota;

import java.util.Map;

/** Where nodes tell each other how many checkouts they have let through. Blocks; not for an event loop or a shard. */
@FunctionalInterface
public interface QuotaExchange {

    /** Of a node that is alone. */
    QuotaExchange NONE = taken -> Map.of();

    /** What {@link #add} takes at once. */
    int MERCHANTS_MAX = 1_000;

    /**
     * Adds to what is counted of each merchant.
     *
     * @param taken what this node has let through since the last time, by merchant; may be 0
     * @return what all nodes have by now, of the same merchants; counting may have begun anew meanwhile
     * @throws io.riskgate.store.StoreUnavailableException if the medium fails; it may have been added all the same
     */
    Map<String, Long> add(Map<String, Long> taken);
}
