package io.riskgate.review;

/** What became of an answer to a review. */
public sealed interface Answering {

    /** It stands, and is in the journal. */
    record Answered(Review review) implements Answering {}

    /** Somebody was first. */
    record AlreadyAnswered(Review review, Review.Answer first) implements Answering {}

    /** No such decision is to be reviewed, or it is forgotten. */
    record Unknown() implements Answering {}

    /** The journal takes nothing; the review waits as before. */
    record Unavailable() implements Answering {}
}
