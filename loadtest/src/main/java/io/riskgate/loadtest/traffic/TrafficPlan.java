package io.riskgate.loadtest.traffic;

import java.time.InstantSource;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * How a file of checkouts becomes traffic.
 *
 * @param merchants that the checkouts are spread over, 1 to {@link #MERCHANTS_MAX}
 * @param skew the exponent of Zipf's law: the k-th merchant gets a share in proportion to {@code 1 / k^skew}; 0 gives
 *     all the same, at most {@link #SKEW_MAX}
 * @param seed the same seed gives a checkout the same merchant
 * @param run {@link #RUN_CHARS} letters and digits that begin every id, so that ids are unique over runs
 */
public record TrafficPlan(int merchants, double skew, long seed, String run) {

    /** What the merchants' numbers have digits for. */
    public static final int MERCHANTS_MAX = 100_000;

    /** Beyond it all but the first merchants get next to nothing. */
    public static final double SKEW_MAX = 10;

    static final int RUN_CHARS = 12;

    private static final int RANDOM_VALUES = 36 * 36 * 36;

    /** @throws IllegalArgumentException if one of them is out of bounds */
    public TrafficPlan {
        if (merchants < 1 || merchants > MERCHANTS_MAX) {
            throw new IllegalArgumentException("merchants must be 1 to " + MERCHANTS_MAX + ", not " + merchants);
        }
        if (!(skew >= 0 && skew <= SKEW_MAX)) {
            throw new IllegalArgumentException("skew must be 0 to " + SKEW_MAX + ", not " + skew);
        }
        if (!run.matches("[0-9a-z]{" + RUN_CHARS + "}")) {
            throw new IllegalArgumentException("run must be " + RUN_CHARS + " of 0-9 and a-z, not " + run);
        }
    }

    /** A skew of 1, and a run that no other has: the time to the millisecond, and a random part for those that share it. */
    public static TrafficPlan of(int merchants, long seed, InstantSource clock, RandomGenerator random) {
        String time = Long.toString(clock.millis(), Character.MAX_RADIX);
        String tail = Integer.toString(random.nextInt(RANDOM_VALUES), Character.MAX_RADIX);
        String run = String.format(Locale.ROOT, "%9s%3s", time, tail).replace(' ', '0');
        return new TrafficPlan(merchants, 1, seed, run);
    }
}
