package io.riskgate.backtest;

import io.riskgate.rules.ActiveRulesets;
import io.riskgate.rules.Ruleset;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The rulesets of one run: each scope's as it was active when the run first met the scope, so that an upload meanwhile does not
 * divide the result; a candidate in the place of its scope's. Of more than {@link #SCOPES_MAX} scopes the rest is as it is active.
 * Thread-safe; never blocks.
 */
final class RunRulesets implements ActiveRulesets {

    static final int SCOPES_MAX = 100_000;

    private final ActiveRulesets live;
    private final @Nullable Ruleset candidate;
    private final ConcurrentMap<String, Optional<Ruleset>> met;

    private RunRulesets(
            ActiveRulesets live, @Nullable Ruleset candidate, ConcurrentMap<String, Optional<Ruleset>> met) {
        this.live = live;
        this.candidate = candidate;
        this.met = met;
    }

    /** Without a candidate. */
    RunRulesets(ActiveRulesets live) {
        this(live, null, new ConcurrentHashMap<>());
    }

    /** The same, down to what was met, with a candidate. */
    RunRulesets with(Ruleset replacement) {
        return new RunRulesets(live, replacement, met);
    }

    @Override
    public @Nullable Ruleset active(String scope) {
        if (candidate != null && candidate.scope().equals(scope)) {
            return candidate;
        }
        Optional<Ruleset> known = met.get(scope);
        if (known == null) {
            Ruleset now = live.active(scope);
            if (met.size() >= SCOPES_MAX) {
                return now;
            }
            known = met.computeIfAbsent(scope, unknown -> Optional.ofNullable(now));
        }
        return known.orElse(null);
    }
}
