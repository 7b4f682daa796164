package io.riskgate.model;

/** What a rule that fired did to the decision; named as the calls of {@code decision} in a rule. */
public enum Effect {
    /** Silences the verdicts of the rule's own ruleset. */
    ALLOW,
    /** Adds points; the merchant's thresholds turn the sum into a verdict. */
    SCORE,
    /** Only marks the decision. */
    TAG,
    APPROVE,
    REVIEW,
    CHALLENGE,
    DECLINE
}
