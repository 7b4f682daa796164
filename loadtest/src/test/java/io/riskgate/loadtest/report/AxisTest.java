package io.riskgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void each_nine_takes_the_same_room() {
        Axis axis = Axis.percentiles(100, 500);

        assertThat(List.of(1, 10, 100, 1_000, 10_000))
                .extracting(inverse -> Math.round(axis.at(inverse)))
                .containsExactly(100L, 200L, 300L, 400L, 500L);
    }

    @Test
    void value_beyond_an_end_is_drawn_at_the_end() {
        Axis axis = Axis.percentiles(100, 500);

        assertThat(axis.at(1_000_000)).isEqualTo(500);
        assertThat(axis.at(0)).isEqualTo(100);
    }

    @Test
    void latencies_of_one_magnitude_are_linear_from_zero() {
        Axis axis = Axis.latency(1, 50, 200, 0);

        assertThat(axis.logarithmic()).isFalse();
        assertThat(labels(axis)).containsExactly("0", "10", "20", "30", "40", "50");
        assertThat(axis.at(25)).isCloseTo(100, within(0.01));
    }

    @Test
    void latencies_of_several_magnitudes_are_logarithmic_between_round_values() {
        Axis axis = Axis.latency(0.3, 16, 200, 0);

        assertThat(axis.logarithmic()).isTrue();
        assertThat(axis.from()).isCloseTo(0.2, within(1e-9));
        assertThat(axis.to()).isCloseTo(20, within(1e-9));
        assertThat(labels(axis)).containsExactly("0.2", "0.5", "1", "2", "5", "10", "20");
        assertThat(axis.at(2)).isCloseTo(100, within(0.01));
    }

    @Test
    void many_magnitudes_are_labelled_by_powers_of_ten() {
        assertThat(labels(Axis.latency(0.1, 9_000, 200, 0)))
                .containsExactly("0.1", "1", "10", "100", "1,000", "10,000");
    }

    @Test
    void zero_has_a_place_on_a_logarithmic_axis() {
        Axis axis = Axis.latency(0, 10, 200, 0);

        assertThat(axis.at(0)).isEqualTo(200);
    }

    @Test
    void nothing_has_an_axis_all_the_same() {
        assertThat(Axis.amount(0, 3, 100, 0).at(0)).isEqualTo(100);
        assertThat(Axis.time(0, 0, 100).at(0)).isZero();
        assertThat(Axis.latency(0, 0, 100, 0).at(0)).isEqualTo(100);
    }

    @Test
    void time_ends_at_its_last_second() {
        Axis axis = Axis.time(61, 0, 610);

        assertThat(axis.at(61)).isEqualTo(610);
        assertThat(labels(axis)).containsExactly("0", "10", "20", "30", "40", "50", "60");
    }

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream()
                .map(Axis.Tick::label)
                .filter(label -> !label.isEmpty())
                .toList();
    }
}
