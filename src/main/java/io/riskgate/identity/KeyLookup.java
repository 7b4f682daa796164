package io.riskgate.identity;

import org.jspecify.annotations.Nullable;

/** The keys that are in force, expired ones included. Thread-safe; never blocks, takes no lock. */
@FunctionalInterface
public interface KeyLookup {

    /** {@code null} if there is none with the id, also if it has been revoked. */
    @Nullable
    ApiKey key(String id);
}
