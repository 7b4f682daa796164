package io.riskgate.quota;

import java.util.concurrent.atomic.AtomicLong;

/** One merchant's bucket on this node, and what there is to tell other nodes of it. */
final class Bucket {

    private static final long UNKNOWN = -1;

    final TokenBucket tokens;

    /** Let through, and not yet told. */
    private final AtomicLong untold = new AtomicLong();

    /** What all nodes had when they were last asked. Of the exchange's thread. */
    private long total = UNKNOWN;

    Bucket(long nowNanos) {
        tokens = new TokenBucket(nowNanos);
    }

    void count() {
        untold.incrementAndGet();
    }

    /** What is to be told now, and counts as told. */
    long tell() {
        return untold.getAndSet(0);
    }

    /** Whether other nodes are to be asked: as long as it matters what they let through. */
    boolean matters(long nowNanos) {
        return untold.get() > 0 || !tokens.isFull(nowNanos);
    }

    /** What the other nodes have let through since they were last asked, where that is known. */
    long ofOthers(long totalNow, long told) {
        long others = total == UNKNOWN ? 0 : totalNow - total - told;
        total = totalNow;
        // Less than there was: counting has begun anew.
        return Math.max(0, others);
    }

    /** What others let through from now on until they are asked again is not known. */
    void forgetOthers() {
        total = UNKNOWN;
    }
}
