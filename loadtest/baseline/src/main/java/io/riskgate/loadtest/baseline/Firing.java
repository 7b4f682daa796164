package io.riskgate.loadtest.baseline;

/**
 * One effect of one rule that fired.
 *
 * @param scope the package of the rule
 * @param points of {@link Effect#SCORE}, else 0
 */
record Firing(String scope, String rule, Effect effect, String code, int points) {}
