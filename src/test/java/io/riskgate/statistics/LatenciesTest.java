package io.riskgate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

    /** What {@link Latencies} says of its error. */
    static final double ERROR = 1.0 / 32;

    /** The exact one, by nearest rank. */
    static long exact(long[] sorted, int percent) {
        return sorted[(int) Math.ceilDiv((long) sorted.length * percent, 100) - 1];
    }

    private static long[] random(int seed, int count) {
        Random random = new Random(seed);
        return random.longs(count, 0, Latencies.MICROS_MAX)
                .map(micros -> micros >> random.nextInt(31))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 99, 100, 1_000, 20_000})
    void percentiles_areWithinTheirError(int count) {
        long[] micros = random(count, count);
        Latencies whole = new Latencies();
        Latencies first = new Latencies();
        Latencies second = new Latencies();
        for (int i = 0; i < count; i++) {
            whole.count(micros[i]);
            (i % 3 == 0 ? first : second).count(micros[i]);
        }
        first.add(second);
        Arrays.sort(micros);
        for (int percent = 1; percent <= 100; percent++) {
            long exact = exact(micros, percent);
            assertThat((double) whole.percentileMicros(percent)).isCloseTo(exact, within(exact * ERROR));
            assertThat(first.percentileMicros(percent)).isEqualTo(whole.percentileMicros(percent));
        }
        assertThat(whole.maxMicros()).isEqualTo(micros[count - 1]);
        assertThat(first.maxMicros()).isEqualTo(micros[count - 1]);
    }

    @Test
    void latenciesBelow32Micros_areExact() {
        for (int micros = 0; micros < 32; micros++) {
            Latencies latencies = new Latencies();
            latencies.count(micros);
            latencies.count(1_000);
            assertThat(latencies.percentileMicros(50)).isEqualTo(micros);
        }
    }

    @Test
    void latenciesBeyondTheEnds_countAsTheseEnds() {
        Latencies latencies = new Latencies();
        latencies.count(-1);
        latencies.count(Long.MAX_VALUE);
        assertThat(latencies.percentileMicros(50)).isZero();
        assertThat(latencies.maxMicros()).isEqualTo(Latencies.MICROS_MAX);
    }

    @Test
    void noLatencies_haveNone() {
        assertThat(new Latencies().percentileMicros(99)).isZero();
        assertThat(new Latencies().maxMicros()).isZero();
    }
}
