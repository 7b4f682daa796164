package io.riskgate.decision;

import io.riskgate.rules.Firing;
import io.riskgate.rules.Ruleset;
import java.util.List;

/**
 * What one ruleset said of a checkout.
 *
 * @param firings in the order of firing
 * @param truncated whether there would have been more firings
 * @param degraded whether the features were from this node's own windows in place of shared ones
 */
public record Evaluated(Ruleset ruleset, List<Firing> firings, boolean truncated, boolean degraded) {

    /** How many rules those rulesets have. */
    static int rules(List<Evaluated> evaluated) {
        int rules = 0;
        for (Evaluated one : evaluated) {
            rules += one.ruleset().compiled().rules().size();
        }
        return rules;
    }
}
