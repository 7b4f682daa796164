package io.riskgate.model;

/** What became known of a checkout after it was decided. */
public enum OutcomeKind {
    /** The shop, or who reviewed it, has found that it was fraud. */
    FRAUD,
    /** The payment was taken back through the card's issuer. */
    CHARGEBACK,
    /** It was what it seemed to be. */
    LEGITIMATE;

    /** Whether it was not legitimate. */
    public boolean isFraud() {
        return this != LEGITIMATE;
    }
}
