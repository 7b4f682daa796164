package io.riskgate.model;

/** What Riskgate tells the shop, in ascending severity: the worst one that any rule asked for wins. */
public enum Verdict {
    APPROVE,
    /** Take the payment, and let a person look at it before the goods leave. */
    REVIEW,
    /** Ask the customer for more, such as 3-D Secure. */
    CHALLENGE,
    DECLINE
}
