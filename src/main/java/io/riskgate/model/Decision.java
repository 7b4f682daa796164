package io.riskgate.model;

import java.util.List;

/**
 * The answer to one checkout.
 *
 * @param id the checkout's id
 * @param score the sum of the points of both rulesets
 * @param reasons the effects of the rules that fired, the most severe first
 * @param tags what rules marked the decision with, in the order of firing, each once
 * @param rulesets the versions that were evaluated, platform first
 * @param degraded what was missing when the decision was made, such as {@code overload}; empty when all was well
 * @param elapsedMicros from the parsed request to the verdict
 */
public record Decision(
        String id,
        String merchantId,
        Verdict verdict,
        int score,
        List<Reason> reasons,
        List<String> tags,
        List<String> rulesets,
        List<String> degraded,
        long elapsedMicros) {

    public Decision {
        reasons = List.copyOf(reasons);
        tags = List.copyOf(tags);
        rulesets = List.copyOf(rulesets);
        degraded = List.copyOf(degraded);
    }
}
