package io.riskgate.quota;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of tokens that fills at a steady rate, as one number: the time at which it would be full again (the generic cell rate
 * algorithm, ITU-T I.371, whose "theoretical arrival time" this is). Taking a token moves that time on by what one token takes to
 * flow in, so there is nothing to refill, and one compare-and-set counts. Rate and size come with each call, since they may change.
 * Thread-safe, lock-free.
 */
final class TokenBucket {

    static final long NANOS_PER_SECOND = 1_000_000_000;

    private final AtomicLong fullAtNanos;

    /** A full one. */
    TokenBucket(long nowNanos) {
        fullAtNanos = new AtomicLong(nowNanos);
    }

    /**
     * Takes a token, if there is one. Whoever owed more than another burst, since the rate was slower before, owes that.
     *
     * @param burst how many there are when it is full
     * @return 0 if it was taken, else the nanoseconds until there is one
     */
    long take(long nowNanos, int perSecond, int burst) {
        long tokenNanos = NANOS_PER_SECOND / perSecond;
        while (true) {
            long fullAt = fullAtNanos.get();
            long owed = earlier(fullAt, debtEndNanos(nowNanos, tokenNanos, burst));
            long next = later(owed, nowNanos) + tokenNanos;
            long waitNanos = next - nowNanos - burst * tokenNanos;
            if (waitNanos <= 0) {
                if (fullAtNanos.compareAndSet(fullAt, next)) {
                    return 0;
                }
            } else if (owed == fullAt || fullAtNanos.compareAndSet(fullAt, owed)) {
                return waitNanos;
            }
        }
    }

    /** Takes away what was taken elsewhere, even if there was not as much; the debt is never more than another burst. */
    void charge(long tokens, long nowNanos, int perSecond, int burst) {
        long tokenNanos = NANOS_PER_SECOND / perSecond;
        long debtEndNanos = debtEndNanos(nowNanos, tokenNanos, burst);
        fullAtNanos.updateAndGet(fullAt -> {
            long next = later(fullAt, nowNanos) + Math.min(tokens, 2L * burst) * tokenNanos;
            return earlier(next, debtEndNanos);
        });
    }

    private static long debtEndNanos(long nowNanos, long tokenNanos, int burst) {
        return nowNanos + 2L * burst * tokenNanos;
    }

    /** A full one is as good as a new one. */
    boolean isFull(long nowNanos) {
        return fullAtNanos.get() - nowNanos <= 0;
    }

    /** Of two readings of a clock that may overflow. */
    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
