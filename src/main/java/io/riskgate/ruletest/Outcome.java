package io.riskgate.ruletest;

import io.riskgate.model.Verdict;
import java.util.List;

/**
 * What the rules made of a test's checkout.
 *
 * @param reasons the codes of the decision's reasons, the most severe first, each once
 * @param fired the names of the rules that fired, in the order of firing, each once; also those that an {@code allow}
 *     silenced
 */
public record Outcome(Verdict verdict, int score, List<String> reasons, List<String> tags, List<String> fired) {

    public Outcome {
        reasons = List.copyOf(reasons);
        tags = List.copyOf(tags);
        fired = List.copyOf(fired);
    }
}
