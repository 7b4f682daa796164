package io.riskgate.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final long DAY = 24 * 3_600_000L;

    @Test
    void checkoutEverySecond_staysInItsBound() {
        assertBounded(at -> at + 1_001);
    }

    @Test
    void checkoutEveryMinute_staysInItsBound() {
        assertBounded(at -> at + 60_000);
    }

    @Property(tries = 5)
    void checkoutsAtRandom_stayInTheirBound(@ForAll long seed) {
        Random random = new Random(seed);
        long gapMillisMax = 1 + random.nextLong(20_000);
        assertBounded(at -> at + 500 + random.nextLong(gapMillisMax));
    }

    @Test
    void gapsJustAboveTheAllowedSpan_stayExact() {
        List<Long> ages = new ArrayList<>();
        for (long age = 0; age < 30 * DAY; age += Math.max(Cell.SPAN_FLOOR_MILLIS, age / 32) + 1) {
            ages.add(age);
        }
        Timeline timeline = new Timeline();
        for (long age : ages.reversed()) {
            timeline.add(60 * DAY - age, 1);
        }

        timeline.compact();

        assertThat(timeline.size()).isEqualTo(ages.size()).isGreaterThan(380);
    }

    @Test
    void checkoutsFarApart_stayExact() {
        Timeline timeline = new Timeline();
        for (long day = 0; day < 30; day++) {
            timeline.add(day * DAY, 100);
        }

        assertThat(timeline.size()).isEqualTo(30);
        assertThat(timeline.count(29 * DAY, 7 * DAY)).isEqualTo(7);
        assertThat(timeline.sum(29 * DAY, 7 * DAY)).isEqualTo(700);
    }

    @Test
    void cellsOutOfReach_areForgotten() {
        Timeline timeline = new Timeline();
        for (int i = 0; i < 1_000; i++) {
            timeline.add(i * DAY, 1);
        }

        assertThat(timeline.capacity()).isLessThanOrEqualTo(64);
        assertThat(timeline.count(999 * DAY, 30 * DAY)).isEqualTo(30);
    }

    private static void assertBounded(LongUnaryOperator next) {
        Timeline timeline = new Timeline();
        long added = 0;
        for (long at = 0; at < 32 * DAY; at = next.applyAsLong(at)) {
            timeline.add(at, 1);
            added++;
        }
        assertThat(timeline.capacity()).isLessThanOrEqualTo(Timeline.CELLS_MAX);
        assertThat(timeline.count(timeline.newestMillis(), 30 * DAY)).isBetween(added / 32 * 29, added);

        timeline.compact();

        assertThat(timeline.size()).isLessThanOrEqualTo(Timeline.CELLS_COMPACTED_MAX);
    }
}
