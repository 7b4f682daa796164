package io.riskgate.identity;

import java.util.concurrent.CompletionStage;

/** What came of looking who a caller is. */
public sealed interface Identified {

    record Known(Caller caller) implements Identified {}

    /** Why nobody is known. Nothing tells an unknown key from a wrong, a revoked or an expired one. */
    enum Refused implements Identified {
        /** The request has nothing to go by. */
        MISSING,
        /** What it has is of no use. */
        INVALID,
        /** It cannot be told for now: the issuer's keys cannot be had, or too many tokens wait. */
        UNAVAILABLE
    }

    /** A token that has to be verified first: a {@link Known} or {@link Refused} will come, on another thread. */
    record Pending(CompletionStage<Identified> outcome) implements Identified {}
}
