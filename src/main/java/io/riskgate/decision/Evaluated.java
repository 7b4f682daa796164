package io.riskgate.decision;

import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Firing;
import io.riskgate.rules.Ruleset;
import io.riskgate.shard.MerchantPlan;
import java.util.List;

/**
 * What one ruleset said of a checkout.
 *
 * @param firings in the order of firing
 * @param truncated whether there would have been more firings
 * @param degraded whether the features were from this node's own windows in place of shared ones
 */
public record Evaluated(Ruleset ruleset, List<Firing> firings, boolean truncated, boolean degraded) {

    static Evaluated of(MerchantPlan.Step step, Evaluation evaluation) {
        return new Evaluated(step.ruleset(), evaluation.firings(), evaluation.truncated(), evaluation.degraded());
    }

    static List<String> names(List<Evaluated> evaluated) {
        return evaluated.stream().map(one -> one.ruleset().name()).toList();
    }

    /** Whether nothing fired in any of them. */
    static boolean isQuiet(List<Evaluated> evaluated) {
        for (Evaluated one : evaluated) {
            if (!one.firings().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** How many rules those rulesets have. */
    static int rules(List<Evaluated> evaluated) {
        int rules = 0;
        for (Evaluated one : evaluated) {
            rules += one.ruleset().compiled().rules().size();
        }
        return rules;
    }
}
