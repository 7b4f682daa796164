package io.riskgate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void constant_rate_has_the_same_distance_throughout() {
        assertThat(all(Schedule.constant(4, Duration.ofSeconds(1))))
                .containsExactly(0L, SECOND / 4, SECOND / 2, SECOND / 4 * 3);
    }

    @Test
    void constant_rate_does_not_drift() {
        List<Long> due = all(Schedule.constant(3_000, Duration.ofSeconds(100)));

        assertThat(due).hasSize(300_000);
        assertThat(due.get(299_997)).isBetween(99_999_000_000L - 1, 99_999_000_000L + 1);
    }

    @Test
    void burst_has_its_rate_and_the_rate_before_comes_back() {
        List<Long> due = all(Schedule.burst(100, 10, Duration.ofSeconds(2), Duration.ofSeconds(1)));

        assertThat(between(due, 0, 2)).isEqualTo(200);
        assertThat(between(due, 2, 3)).isEqualTo(1_000);
        assertThat(between(due, 3, 5)).isEqualTo(200);
        assertThat(due).hasSize(1_400).isSorted();
    }

    @Test
    void poisson_arrivals_have_the_rate_and_the_spread_of_independent_ones() {
        List<Long> due = all(Schedule.poisson(1_000, Duration.ofSeconds(100), 7));

        double sum = 0;
        double squares = 0;
        for (int i = 1; i < due.size(); i++) {
            double gap = due.get(i) - due.get(i - 1);
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / (due.size() - 1);
        double deviation = Math.sqrt(squares / (due.size() - 1) - mean * mean);
        assertThat(due.size()).isCloseTo(100_000, within(1_500));
        assertThat(deviation / mean).isCloseTo(1, within(0.03));
        assertThat(due).isSorted();
    }

    @Test
    void same_seed_gives_the_same_arrivals() {
        Duration second = Duration.ofSeconds(1);

        assertThat(all(Schedule.poisson(100, second, 7))).isEqualTo(all(Schedule.poisson(100, second, 7)));
        assertThat(all(Schedule.poisson(100, second, 7))).isNotEqualTo(all(Schedule.poisson(100, second, 8)));
    }

    private static long between(List<Long> due, long fromSecond, long toSecond) {
        return due.stream()
                .filter(at -> at >= fromSecond * SECOND && at < toSecond * SECOND)
                .count();
    }

    private static List<Long> all(Schedule schedule) {
        Arrivals arrivals = new Arrivals(schedule);
        List<Long> due = new ArrayList<>();
        for (long next = arrivals.next(); next != Arrivals.END; next = arrivals.next()) {
            due.add(next);
        }
        return due;
    }
}
