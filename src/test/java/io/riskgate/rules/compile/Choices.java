package io.riskgate.rules.compile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Random choices of a generator, and how often it chose each construct. */
final class Choices {

    private final RandomGenerator random;
    private final Map<String, Integer> covered = new TreeMap<>();

    Choices(RandomGenerator random) {
        this.random = random;
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    int upTo(int from, int bound) {
        return random.nextInt(from, bound);
    }

    /** True once in so many times. */
    boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    void use(String construct) {
        covered.merge(construct, 1, Integer::sum);
    }

    Map<String, Integer> covered() {
        return covered;
    }
}
