package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final int AHEAD = 72;

    /** Any traffic, with a day's rhythm under it. */
    private static List<Long> past(long seed, int hours) {
        Random random = new Random(seed);
        return LongStream.range(0, hours)
                .map(hour -> 1_000 + 900 * Math.abs(12 - hour % 24) / 12 + random.nextInt(500))
                .boxed()
                .toList();
    }

    /** Hour by hour, each from the one that is a season before it. */
    private static List<Double> naive(List<Long> past, int season) {
        double last = 0;
        double before = 0;
        for (int i = 1; i <= season; i++) {
            last += past.get(past.size() - i);
            before += past.get(past.size() - season - i);
        }
        double growth = Math.max(0.5, Math.min(2, last / before));
        List<Double> all = new ArrayList<>(past.stream().map(Long::doubleValue).toList());
        for (int i = 0; i < AHEAD; i++) {
            all.add(all.get(all.size() - season) * growth);
        }
        return all.subList(past.size(), all.size());
    }

    @Property(tries = 100)
    void forecast_isTheNaiveOne(@ForAll long seed, @ForAll @IntRange(min = 48, max = 1_000) int hours) {
        List<Long> past = past(seed, hours);
        Forecast forecast = Forecast.of(past, AHEAD).orElseThrow();

        assertThat(forecast.seasonHours()).isEqualTo(hours < 336 ? 24 : 168);
        List<Double> expected = naive(past, forecast.seasonHours());
        assertThat(forecast.hours()).hasSize(AHEAD);
        for (int i = 0; i < AHEAD; i++) {
            assertThat(forecast.hours().get(i)).isCloseTo(expected.get(i), within(1e-6));
        }
        assertThat(forecast.hours().get(forecast.peak()))
                .isEqualTo(forecast.hours().stream().max(Double::compare).orElseThrow());
    }

    @Property(tries = 50)
    void weeksThatRepeat_goOn(@ForAll long seed, @ForAll @IntRange(min = 0, max = 167) int more) {
        List<Long> week = past(seed, 168);
        List<Long> past = new ArrayList<>();
        for (int i = 0; i < 3 * 168 + more; i++) {
            past.add(week.get(i % 168));
        }
        Forecast forecast = Forecast.of(past, AHEAD).orElseThrow();

        assertThat(forecast.growth()).isEqualTo(1);
        assertThat(forecast.error()).hasValue(0);
        for (int i = 0; i < AHEAD; i++) {
            assertThat(forecast.hours().get(i))
                    .isEqualTo(week.get((more + i) % 168).doubleValue());
        }
    }

    @Property(tries = 50)
    void tenTimesTheTraffic_isTenTimesTheForecast(@ForAll long seed, @ForAll @IntRange(min = 48, max = 700) int hours) {
        List<Long> past = past(seed, hours);
        Forecast one = Forecast.of(past, AHEAD).orElseThrow();
        Forecast ten = Forecast.of(past.stream().map(hour -> 10 * hour).toList(), AHEAD)
                .orElseThrow();

        assertThat(ten.growth()).isEqualTo(one.growth());
        assertThat(ten.peak()).isEqualTo(one.peak());
        for (int i = 0; i < AHEAD; i++) {
            assertThat(ten.hours().get(i)).isCloseTo(10 * one.hours().get(i), within(1e-3));
        }
    }

    @Test
    void growth_goesOnByTheDay_andIsBounded() {
        List<Long> past = new ArrayList<>();
        for (int day = 0; day < 3; day++) {
            for (int hour = 0; hour < 24; hour++) {
                past.add((long) (1_000 * Math.pow(1.1, day) * (1 + hour)));
            }
        }
        Forecast forecast = Forecast.of(past, AHEAD).orElseThrow();
        assertThat(forecast.growth()).isCloseTo(1.1, within(1e-4));
        assertThat(forecast.hours().get(23)).isCloseTo(1_000 * Math.pow(1.1, 3) * 24, within(10.0));
        assertThat(forecast.hours().get(71)).isCloseTo(1_000 * Math.pow(1.1, 5) * 24, within(10.0));
        assertThat(forecast.peak()).isEqualTo(71);
        assertThat(forecast.error().orElseThrow()).isLessThan(0.001);

        List<Long> fromNothing =
                LongStream.range(0, 48).map(i -> i < 24 ? 1 : 100).boxed().toList();
        assertThat(Forecast.of(fromNothing, AHEAD).orElseThrow().growth()).isEqualTo(2);
        List<Long> first =
                LongStream.range(0, 48).map(i -> i < 24 ? 0 : 100).boxed().toList();
        assertThat(Forecast.of(first, AHEAD).orElseThrow().growth()).isEqualTo(1);
    }

    @Test
    void lessThanTwoDays_giveNone() {
        assertThat(Forecast.of(List.of(), AHEAD)).isEmpty();
        assertThat(Forecast.of(past(1, 47), AHEAD)).isEmpty();
        assertThat(Forecast.of(past(1, 48), AHEAD))
                .hasValueSatisfying(forecast -> assertThat(forecast.error()).isEmpty());
    }
}
