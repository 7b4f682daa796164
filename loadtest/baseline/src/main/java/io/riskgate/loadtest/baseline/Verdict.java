package io.riskgate.loadtest.baseline;

/** In ascending severity. */
public enum Verdict {
    APPROVE,
    REVIEW,
    CHALLENGE,
    DECLINE
}
