package io.riskgate.rules.registry;

import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import io.riskgate.store.ModeChange;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The active ruleset of each scope and those that are tried beside it, which is what decisions read, and which scopes' last publication was
 * refused. Any thread may read, and never waits; for one scope, one thread at a time may change it.
 */
final class ServedRulesets {

    private final Map<String, Ruleset> active = new ConcurrentHashMap<>();
    /** When it became active on this node, since its start. */
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    private final Map<String, FailedPublication> failures = new ConcurrentHashMap<>();
    private final RunningTrials trials;
    private final Clock clock;

    ServedRulesets(Clock clock) {
        this.clock = clock;
        trials = new RunningTrials(clock);
    }

    /** {@code null} if the scope has none. */
    @Nullable
    Ruleset active(String scope) {
        return active.get(scope);
    }

    Optional<Instant> since(String scope) {
        return Optional.ofNullable(since.get(scope));
    }

    RunningTrials trials() {
        return trials;
    }

    /** The scopes whose last publication was refused, and why. */
    Map<String, FailedPublication> failures() {
        return Map.copyOf(failures);
    }

    /** {@code null} if the scope's last publication was not refused. */
    @Nullable
    FailedPublication failure(String scope) {
        return failures.get(scope);
    }

    void fail(String scope, List<Problem> problems) {
        failures.put(scope, new FailedPublication(clock.instant(), problems));
    }

    void mended(String scope) {
        failures.remove(scope);
    }

    int activeCount() {
        return active.size();
    }

    int failureCount() {
        return failures.size();
    }

    /** The active version of each scope. */
    Map<String, Integer> versions() {
        return active.values().stream().collect(Collectors.toMap(Ruleset::scope, Ruleset::version));
    }

    /** In the mode that it has from now on. */
    void use(Ruleset ruleset, ModeChange change) {
        failures.remove(ruleset.scope());
        switch (change.mode()) {
            case ACTIVE -> serve(ruleset);
            case SHADOW, CANARY -> tryOut(ruleset, change);
            case DRAFT, RETIRED -> trials.end(ruleset.scope(), ruleset.version());
        }
    }

    /** Has it decide, and what is tried in its scope compared with it. */
    void serve(Ruleset ruleset) {
        failures.remove(ruleset.scope());
        active.put(ruleset.scope(), ruleset);
        since.put(ruleset.scope(), clock.instant());
        trials.compareWith(ruleset);
    }

    void tryOut(Ruleset ruleset, ModeChange change) {
        trials.begin(ruleset, change, active.get(ruleset.scope()));
    }
}
