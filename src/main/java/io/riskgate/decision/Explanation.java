package io.riskgate.decision;

import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.RuleExplanation;
import io.riskgate.rules.Ruleset;
import java.util.List;
import java.util.Map;

/**
 * What would be decided of a checkout now, and why.
 *
 * @param counted whether a checkout with this id was decided before, so that the windows have it already
 * @param features the velocity values that the rules saw, and what the limits have available, by how a rule
 *     writes them; of two limits of one name, the merchant's
 * @param rulesets the platform's rules first
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

    /** What a merchant may see: the platform's rules are not its own. What they decided stands in the reasons. */
    public Explanation withoutPlatform() {
        return new Explanation(
                id,
                merchantId,
                verdict,
                score,
                reasons,
                tags,
                counted,
                features,
                rulesets.stream()
                        .filter(ruleset -> !ruleset.ruleset().startsWith(Ruleset.PLATFORM + "@"))
                        .toList());
    }

    /**
     * What each rule of one ruleset did.
     *
     * @param ruleset scope and version, such as {@code platform@3}
     */
    public record RulesetExplanation(String ruleset, List<RuleExplanation> rules) {}
}
