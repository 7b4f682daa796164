package io.riskgate.rules.registry;

import io.riskgate.rules.Ruleset;
import io.riskgate.store.ModeChange;
import io.riskgate.store.RulesetVersion.Mode;
import io.riskgate.trial.Trial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is tried in each scope. At most four shadows and one canary a scope ({@link Mode#versionsMax}), since all are evaluated for each of
 * its checkouts, and {@link #TRIALS_MAX} in all, since each counts in memory. Any thread may read; for one scope, one thread at a time
 * may change it.
 */
final class RunningTrials {

    /** Of all scopes; each takes about 150 KB, one of the platform's that for each shard. */
    static final int TRIALS_MAX = 500;

    private final Map<String, List<Trial>> byScope = new ConcurrentHashMap<>();
    private final Clock clock;

    RunningTrials(Clock clock) {
        this.clock = clock;
    }

    List<Trial> in(String scope) {
        return byScope.getOrDefault(scope, List.of());
    }

    int count() {
        return byScope.values().stream().mapToInt(List::size).sum();
    }

    /** All that decide a part of the checkouts. */
    List<Trial> canaries() {
        return byScope.values().stream()
                .flatMap(List::stream)
                .filter(Trial::isCanary)
                .toList();
    }

    /** Why a version cannot be tried in that mode; empty if it can. */
    Optional<String> obstacle(String scope, int version, Mode mode) {
        List<Trial> others = in(scope).stream()
                .filter(trial -> trial.ruleset().version() != version)
                .toList();
        List<Trial> alike =
                others.stream().filter(trial -> trial.change().mode() == mode).toList();
        if (mode == Mode.CANARY && !alike.isEmpty()) {
            return Optional.of("cannot be canary: " + names(alike) + " is, and a scope has one canary at a time");
        }
        if (mode == Mode.SHADOW && alike.size() >= mode.versionsMax()) {
            return Optional.of("cannot be shadow: a scope has at most " + mode.versionsMax() + " shadows, and "
                    + names(alike) + " are");
        }
        if (mode.isTried() && others.size() == in(scope).size() && count() >= TRIALS_MAX) {
            return Optional.of("cannot be " + mode.word() + ": there are already " + TRIALS_MAX
                    + " shadows and canaries of all scopes together");
        }
        return Optional.empty();
    }

    private static String names(List<Trial> trials) {
        return trials.stream().map(trial -> trial.ruleset().name()).collect(Collectors.joining(", "));
    }

    /** Begins to try the version, in place of what was tried of it. */
    void begin(Ruleset ruleset, ModeChange change, @Nullable Ruleset against) {
        Trial begun = new Trial(ruleset, change, against, clock.instant());
        put(
                ruleset.scope(),
                Stream.concat(without(ruleset.scope(), ruleset.version()), Stream.of(begun))
                        .toList());
    }

    /** Ends what is tried of the version. */
    void end(String scope, int version) {
        put(scope, without(scope, version).toList());
    }

    /** Begins all of the scope anew, against the version that is active now; that one itself is tried no longer. */
    void compareWith(Ruleset against) {
        List<Trial> anew = new ArrayList<>();
        without(against.scope(), against.version())
                .forEach(trial -> anew.add(new Trial(trial.ruleset(), trial.change(), against, clock.instant())));
        put(against.scope(), List.copyOf(anew));
    }

    private Stream<Trial> without(String scope, int version) {
        return in(scope).stream().filter(trial -> trial.ruleset().version() != version);
    }

    private void put(String scope, List<Trial> trials) {
        if (trials.isEmpty()) {
            byScope.remove(scope);
        } else {
            byScope.put(scope, trials);
        }
    }
}
