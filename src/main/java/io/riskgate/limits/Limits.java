package io.riskgate.limits;

import io.riskgate.limits.LimitWrite.Invalid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limits of the platform and of each merchant, in memory and kept somewhere.
 *
 * <p>Thread-safe. Reading never blocks and takes no lock. Writing blocks until the medium has it, and is not for an event
 * loop or a shard; it throws {@link java.io.UncheckedIOException}, or {@link io.riskgate.store.StoreUnavailableException}, if
 * the medium fails.
 *
 * <p>Beyond {@link #LIMITS_PER_SCOPE_MAX} or {@link #SCOPES_MAX} nothing is stored, and the answer says so. So a checkout is
 * under at most twice {@link #LIMITS_PER_SCOPE_MAX} of them.
 */
public abstract class Limits implements LimitLookups {

    public static final int LIMITS_PER_SCOPE_MAX = 16;
    public static final int SCOPES_MAX = 10_000;

    /** Lists that are replaced and never changed. */
    private final Map<String, List<Limit>> scopes = new ConcurrentHashMap<>();

    Limits() {}

    @Override
    public final List<Limit> in(String scope) {
        return scopes.getOrDefault(scope, List.of());
    }

    public final Optional<Limit> find(String scope, String name) {
        return in(scope).stream().filter(limit -> limit.name().equals(name)).findFirst();
    }

    /** Sets a limit, in place of the one of its name if there is one. */
    public final LimitWrite put(Limit limit) {
        Invalid invalid = LimitRules.check(limit);
        return invalid == null ? store(limit) : invalid;
    }

    /** @param limit checked */
    abstract LimitWrite store(Limit limit);

    /** Removes a limit; one that is set under its name again finds what still counts. {@code false} if there was none. */
    public abstract boolean delete(String scope, String name);

    /** Puts what the medium has into memory. */
    final void replace(String scope, List<Limit> limits) {
        if (limits.isEmpty()) {
            scopes.remove(scope);
        } else {
            scopes.put(
                    scope,
                    limits.stream().sorted(Comparator.comparing(Limit::name)).toList());
        }
    }

    final int scopeCount() {
        return scopes.size();
    }

    final List<Limit> without(String scope, String name) {
        List<Limit> others = new ArrayList<>(in(scope));
        others.removeIf(limit -> limit.name().equals(name));
        return others;
    }
}
