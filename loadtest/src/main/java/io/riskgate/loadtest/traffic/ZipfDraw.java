package io.riskgate.loadtest.traffic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws ranks by Zipf's law. Immutable; the random numbers are the caller's. */
final class ZipfDraw {

    /** The share of a rank and all before it. */
    private final double[] cumulative;

    /** @param skew the exponent: rank k, from 0, has a weight of {@code 1 / (k + 1)^skew} */
    ZipfDraw(int ranks, double skew) {
        cumulative = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += Math.pow(rank + 1, -skew);
            cumulative[rank] = sum;
        }
        for (int rank = 0; rank < ranks; rank++) {
            cumulative[rank] /= sum;
        }
    }

    /** A rank from 0; the smaller, the more often. */
    int next(RandomGenerator random) {
        int found = Arrays.binarySearch(cumulative, random.nextDouble());
        return Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
    }
}
