package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.telemetry.PromQl.Matcher;
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
        assertThat(read.matchers())
                .containsExactly(
                        new Matcher("degraded_total", "instance", "=~", "$instance"),
                        new Matcher("degraded_total", "kind", "!=", "a}\\\"b"));
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
    void matchers_areMetByEveryValueThatTheyName() {
        Set<String> uris = Set.of("decide", "decide-batch", "UNKNOWN");
        assertThat(matcher("{uri=\"decide\"}").isMetBy(uris)).isTrue();
        assertThat(matcher("{uri=\"/v1/decisions\"}").isMetBy(uris)).isFalse();
        assertThat(matcher("{uri=~\"decide(-batch)?\"}").isMetBy(uris)).isTrue();
        assertThat(matcher("{uri=~\"/v1/(a|b)\"}").isMetBy(uris)).isFalse();
        assertThat(matcher("{uri=~\"decide|UNKNOWN\"}").isMetBy(uris)).isTrue();
        assertThat(matcher("{uri=~\"decide|UNKNWON\"}").isMetBy(uris)).isFalse();
        assertThat(matcher("{uri!=\"/v1/decisions\"}").isMetBy(uris)).isTrue();
    }

    private static Matcher matcher(String selector) {
        return PromQl.of("requests_total" + selector).matchers().getFirst();
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
