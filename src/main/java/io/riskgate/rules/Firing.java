package io.riskgate.rules;

import io.riskgate.model.Effect;

/**
 * One effect of one rule that fired.
 *
 * @param code the reason code, or the tag for {@link Effect#TAG}
 * @param points for {@link Effect#SCORE}, else 0
 */
public record Firing(RuleDescription rule, Effect effect, String code, int points) {}
