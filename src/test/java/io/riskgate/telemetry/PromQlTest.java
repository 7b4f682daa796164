package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {

    @Test
    void metrics_areFoundWithTheLabelsThatTheyAreAskedFor() {
        PromQl read = PromQl.of("""
                sum by (kind) (rate(degraded_total{instance=~"$instance", kind!="a}\\"b"}[$__rate_interval]))
                  / on () group_left () sum(rate(decisions_total[5m]))
                """);

        assertThat(read.metrics())
                .isEqualTo(Map.of("degraded_total", Set.of("instance", "kind"), "decisions_total", Set.of()));
        assertThat(read.grouping()).containsExactly("kind");
        assertThat(read.aggregates()).isTrue();
    }

    @Test
    void numbersRangesAndOperators_areNoMetrics() {
        PromQl read = PromQl.of(
                "predict_linear(free_bytes[6h], 24 * 3600) < 0 or free_bytes < 1e9 unless on (instance) open == 1");

        assertThat(read.metrics()).containsOnlyKeys("free_bytes", "open");
        assertThat(read.matching()).containsExactly("instance");
        assertThat(read.aggregates()).isFalse();
    }

    @Test
    void recordedSeries_areMetrics() {
        assertThat(PromQl.of("1 - riskgate:late:ratio_rate1h > 14.4 * 0.01").metrics())
                .containsOnlyKeys("riskgate:late:ratio_rate1h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rates(decisions_total[5m])",
                "{job=\"riskgate\"}",
                "decisions_total{job=riskgate}",
                "decisions_total[5m",
                "sum without (instance) (decisions_total)",
                "decisions_total @ 0",
                "sum by (instance decisions_total)"
            })
    void whatItDoesNotUnderstand_isRefused(String text) {
        assertThatThrownBy(() -> PromQl.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
