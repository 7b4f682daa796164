package io.riskgate.loadtest.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final long MINUTE = 60_000;

    private final SlidingWindow<String, Long> count = new SlidingWindow<>(10 * MINUTE, Total.Count::new);
    private final SlidingWindow<String, Long> distinct = new SlidingWindow<>(10 * MINUTE, Total.Distinct::new);
    private final SlidingWindow<BigDecimal, BigDecimal> sum = new SlidingWindow<>(10 * MINUTE, Total.Sum::new);

    @Test
    void count_has_what_came_within_the_length() {
        assertThat(count.add(0, "a")).isEqualTo(1);
        assertThat(count.add(4 * MINUTE, "a")).isEqualTo(2);
        assertThat(count.add(10 * MINUTE - 1, "a")).isEqualTo(3);
    }

    @Test
    void count_at_the_very_length_is_without_the_first() {
        count.add(0, "a");
        count.add(1, "a");

        assertThat(count.add(10 * MINUTE, "a")).isEqualTo(2);
        assertThat(count.add(20 * MINUTE + 1, "a")).isEqualTo(1);
    }

    @Test
    void sum_loses_what_has_left() {
        assertThat(sum.add(0, new BigDecimal("10.50"))).isEqualByComparingTo("10.50");
        assertThat(sum.add(6 * MINUTE, new BigDecimal("5.25"))).isEqualByComparingTo("15.75");
        assertThat(sum.add(12 * MINUTE, new BigDecimal("1"))).isEqualByComparingTo("6.25");
        assertThat(sum.add(60 * MINUTE, new BigDecimal("2"))).isEqualByComparingTo("2");
    }

    @Test
    void distinct_keeps_a_value_until_its_last_has_left() {
        assertThat(distinct.add(0, "a")).isEqualTo(1);
        assertThat(distinct.add(MINUTE, "b")).isEqualTo(2);
        assertThat(distinct.add(5 * MINUTE, "a")).isEqualTo(2);
        assertThat(distinct.add(12 * MINUTE, "c")).isEqualTo(2);
        assertThat(distinct.add(15 * MINUTE, "c")).isEqualTo(1);
    }

    @Test
    void late_checkout_is_counted_but_does_not_see_later_ones() {
        count.add(MINUTE, "a");
        count.add(5 * MINUTE, "a");

        assertThat(count.add(3 * MINUTE, "a")).isEqualTo(2);
        assertThat(count.add(6 * MINUTE, "a")).isEqualTo(4);
        assertThat(count.add(12 * MINUTE, "a")).isEqualTo(4);
    }

    @Test
    void checkout_later_than_the_length_sees_only_itself() {
        count.add(0, "a");
        count.add(20 * MINUTE, "a");

        assertThat(count.add(5 * MINUTE, "a")).isEqualTo(1);
        assertThat(count.add(21 * MINUTE, "a")).isEqualTo(2);
    }

    @Test
    void key_that_nothing_comes_for_is_forgotten() {
        AtomicLong nanos = new AtomicLong();
        KeyedWindows<String, String, Long> windows =
                new KeyedWindows<>(Duration.ofMinutes(10), Total.Count::new, nanos::get);
        windows.add("idle", 0, "a");
        nanos.set(Duration.ofMinutes(9).toNanos());
        windows.add("busy", 9 * MINUTE, "a");
        nanos.set(Duration.ofMinutes(11).toNanos());

        windows.forgetIdle();

        assertThat(windows.size()).isEqualTo(1);
        assertThat(windows.add("busy", 11 * MINUTE, "a")).isEqualTo(2);
    }
}
