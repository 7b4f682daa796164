package io.riskgate.decision;

import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.RuleExplanation;
import java.util.List;
import java.util.Map;

/**
 * What would be decided of a checkout now, and why.
 *
 * @param counted whether a checkout with this id was decided before, so that the windows have it already
 * @param features the velocity values that the rules below saw, and what the limits have available, by how a rule
 *     writes them; of two limits of one name, the merchant's
 * @param rulesets the platform's rules first, if they are to be seen
 */
public record Explanation(
        String id,
        String merchantId,
        Verdict verdict,
        int score,
        List<Reason> reasons,
        List<String> tags,
        boolean counted,
        Map<String, Number> features,
        List<RulesetExplanation> rulesets) {

    /**
     * What each rule of one ruleset did.
     *
     * @param ruleset scope and version, such as {@code platform@3}
     */
    public record RulesetExplanation(String ruleset, List<RuleExplanation> rules) {}
}
