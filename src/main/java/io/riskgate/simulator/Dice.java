package io.riskgate.simulator;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded randomness. Built on the specified SplittableRandom and on StrictMath, so that a seed means the same on every
 * JVM. Belongs to one thread.
 */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Dice of their own, so that one part of the day can change without changing the others. */
    Dice split() {
        return new Dice(random.split());
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Both ends included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** The upper end excluded. */
    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** From 0 to the bound, which is positive and excluded. */
    long below(long bound) {
        return random.nextLong(bound);
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1.0 - random.nextDouble());
    }

    /** Half of the values are below the median; {@code sigma} 0.5 is narrow, 1 has a long tail. */
    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * gaussian());
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One of the choices, the first ones far more often than the last. */
    <T> T pickEarly(List<T> choices) {
        double position = random.nextDouble();
        return choices.get((int) (choices.size() * position * position));
    }

    /** An index into the weights, as often as its weight says. */
    int pickWeighted(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = random.nextDouble() * total;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    String hex(int digits) {
        return text("0123456789abcdef", digits);
    }

    String decimals(int digits) {
        return text("0123456789", digits);
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Box and Muller's method; RandomGenerator's own is free to change with the JDK. */
    private double gaussian() {
        double radius = StrictMath.sqrt(-2.0 * StrictMath.log(1.0 - random.nextDouble()));
        return radius * StrictMath.cos(2.0 * StrictMath.PI * random.nextDouble());
    }
}
