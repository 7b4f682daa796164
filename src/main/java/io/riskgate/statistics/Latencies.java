package io.riskgate.statistics;

import org.jspecify.annotations.Nullable;

/**
 * How many decisions took how long, in microseconds. Log-linear: each power of two is divided into 16 buckets of the same width, and a
 * latency is taken for the middle of its bucket, so a percentile is at most 1/32 (3.2 %) away from the exact one (nearest rank); below 32 us,
 * and of the longest latency, it is exact. Buckets are the same everywhere, so counts add up. The kin of HdrHistogram, which keeps all
 * buckets of its range in each histogram; here those of a power of two are there once it has a latency.
 *
 * <p>One thread changes it; others may read meanwhile, and then see what is being counted in part.
 */
final class Latencies {

    private static final int BITS = 4;
    private static final int PER_BLOCK = 1 << BITS;

    /** Longer ones, of 35 minutes, count as this. */
    static final long MICROS_MAX = Integer.MAX_VALUE;

    /** The first has 0 to 15, each other one a power of two. */
    private static final int BLOCKS = 28;

    private final long[] @Nullable [] blocks = new long[BLOCKS][];

    private long decisions;
    private long maxMicros;

    void count(long micros) {
        long bounded = Math.clamp(micros, 0, MICROS_MAX);
        add(bucket(bounded), 1);
        atMost(bounded);
    }

    /** Adds to a bucket, of whose latencies {@link #atMost} says the longest. */
    void add(int bucket, long more) {
        long[] block = blocks[bucket / PER_BLOCK];
        if (block == null) {
            block = new long[PER_BLOCK];
            blocks[bucket / PER_BLOCK] = block;
        }
        block[bucket % PER_BLOCK] += more;
        decisions += more;
    }

    /** Takes note of the longest latency of what was added. */
    void atMost(long micros) {
        maxMicros = Math.max(maxMicros, micros);
    }

    void add(Latencies other) {
        other.forEach(this::add);
        atMost(other.maxMicros);
    }

    /** Takes a bucket that has decisions. */
    interface BucketConsumer {
        void accept(int bucket, long decisions);
    }

    /** Passes on the buckets that have any, in rising order. */
    void forEach(BucketConsumer consumer) {
        for (int i = 0; i < BLOCKS; i++) {
            long[] block = blocks[i];
            if (block != null) {
                for (int j = 0; j < PER_BLOCK; j++) {
                    if (block[j] > 0) {
                        consumer.accept(i * PER_BLOCK + j, block[j]);
                    }
                }
            }
        }
    }

    /** The longest; 0 if there is none. */
    long maxMicros() {
        return maxMicros;
    }

    /**
     * What so many of a hundred did not exceed; 0 if there are none.
     *
     * @param percent above 0, at most 100
     */
    long percentileMicros(int percent) {
        long rank = Math.ceilDiv(decisions * percent, 100);
        long below = 0;
        for (int i = 0; i < BLOCKS; i++) {
            long[] block = blocks[i];
            for (int j = 0; block != null && j < PER_BLOCK; j++) {
                below += block[j];
                if (below >= rank) {
                    return Math.min(middle(i * PER_BLOCK + j), maxMicros);
                }
            }
        }
        return maxMicros;
    }

    private static int bucket(long micros) {
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros | 1);
        return power < BITS
                ? (int) micros
                : (power - BITS + 1) * PER_BLOCK + (int) ((micros >>> (power - BITS)) & (PER_BLOCK - 1));
    }

    private static long middle(int bucket) {
        int block = bucket / PER_BLOCK;
        long within = bucket % PER_BLOCK;
        if (block == 0) {
            return within;
        }
        long width = 1L << (block - 1);
        return (PER_BLOCK + within) * width + width / 2;
    }
}
