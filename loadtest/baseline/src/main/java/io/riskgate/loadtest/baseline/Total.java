package io.riskgate.loadtest.baseline;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of all that is in a window, kept up to date as it comes and goes.
 *
 * @param <T> what comes
 * @param <R> what is known of it
 */
interface Total<T, R> {

    void enter(T value);

    void leave(T value);

    R value();

    /** How many there are. */
    final class Count implements Total<String, Long> {

        private long count;

        @Override
        public void enter(String value) {
            count++;
        }

        @Override
        public void leave(String value) {
            count--;
        }

        @Override
        public Long value() {
            return count;
        }
    }

    /** What they amount to. */
    final class Sum implements Total<BigDecimal, BigDecimal> {

        private BigDecimal sum = BigDecimal.ZERO;

        @Override
        public void enter(BigDecimal value) {
            sum = sum.add(value);
        }

        @Override
        public void leave(BigDecimal value) {
            sum = sum.subtract(value);
        }

        @Override
        public BigDecimal value() {
            return sum;
        }
    }

    /** How many different ones there are. */
    final class Distinct implements Total<String, Long> {

        private final Map<String, Integer> times = new HashMap<>(4);

        @Override
        public void enter(String value) {
            times.merge(value, 1, Integer::sum);
        }

        @Override
        public void leave(String value) {
            times.computeIfPresent(value, (same, n) -> n == 1 ? null : n - 1);
        }

        @Override
        public Long value() {
            return (long) times.size();
        }
    }
}
