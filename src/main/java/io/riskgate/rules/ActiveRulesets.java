package io.riskgate.rules;

import org.jspecify.annotations.Nullable;

/** Which ruleset serves a scope right now: all that the data plane knows of rulesets. Thread-safe, never blocks. */
public interface ActiveRulesets {

    /** The active ruleset of the scope, or {@code null} if it has none. */
    @Nullable
    Ruleset active(String scope);
}
