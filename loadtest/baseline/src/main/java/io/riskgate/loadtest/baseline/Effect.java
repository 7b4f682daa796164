package io.riskgate.loadtest.baseline;

/** What a rule did, the first to be listed first. */
public enum Effect {
    DECLINE,
    CHALLENGE,
    REVIEW,
    SCORE,
    ALLOW,
    APPROVE,
    TAG;

    /** The verdict that it asks for. */
    Verdict verdict() {
        return switch (this) {
            case DECLINE -> Verdict.DECLINE;
            case CHALLENGE -> Verdict.CHALLENGE;
            case REVIEW -> Verdict.REVIEW;
            case SCORE, ALLOW, APPROVE, TAG -> Verdict.APPROVE;
        };
    }
}
