package io.riskgate.limits;

import java.util.List;

/** The limits of each scope as they are now. Thread-safe; never blocks. */
@FunctionalInterface
public interface LimitLookups {

    /**
     * The scope's limits by name, none if it has none. The same list, by reference, until one of them is changed.
     *
     * @param scope {@code platform} or a merchant's id
     */
    List<Limit> in(String scope);
}
