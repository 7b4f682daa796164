package io.riskgate.tracing;

/** What a decision goes through, in this order; it may leave out some. */
public enum Stage {
    /** The request's body is read, and the merchant's quota asked. */
    READ("read"),
    /** The checkout's id is looked up, and the merchant's plan. */
    CLAIM("claim"),
    /** Redis is asked for windows and limits. */
    REDIS("redis"),
    /** It waits for its shard. */
    QUEUE("queue"),
    /** It is counted into the windows, and these are read. */
    GATHER("gather"),
    EVALUATE_PLATFORM("evaluate platform"),
    EVALUATE_MERCHANT("evaluate merchant"),
    /** Firings become a verdict, and the amount is reserved. */
    CONCLUDE("conclude"),
    /**
     * It is handed to the journal and to whoever asked, or waits for the answer to an earlier request. That the answer is written out
     * is not in it.
     */
    REPLY("reply");

    static final int COUNT = values().length;

    private final String spanName;

    Stage(String spanName) {
        this.spanName = spanName;
    }

    String spanName() {
        return spanName;
    }
}
