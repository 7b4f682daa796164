package io.riskgate.benchmark.languages;

import io.riskgate.model.Effect;
import java.util.List;

/**
 * A rule in no language.
 *
 * @param code what it gives as the reason of a review
 * @param conditions which all have to be fulfilled
 */
record NeutralRule(String code, List<Condition> conditions) {

    /** What the evaluators of rules call it if it fired. */
    String firing() {
        return Effect.REVIEW + " " + code + " 0";
    }
}
