package io.riskgate.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingSettingsTest {

    private static final String ENDPOINT = "riskgate.tracing.endpoint";

    private static Optional<TracingSettings> settings(Map<String, String> options) {
        return TracingSettings.of(new SmallRyeConfigBuilder()
                .withMapping(TracingConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValues(options)
                .build()
                .getConfigMapping(TracingConfig.class));
    }

    @Test
    void withoutAnEndpoint_thereAreNone() {
        assertThat(settings(Map.of())).isEmpty();
    }

    @Test
    void endpoint_isEnough() {
        assertThat(settings(Map.of(ENDPOINT, "https://collector:4318", "riskgate.tracing.headers.x-key", "k")))
                .contains(new TracingSettings(
                        URI.create("https://collector:4318/v1/traces"),
                        Map.of("x-key", "k"),
                        Duration.ofSeconds(10),
                        2_048));
    }

    @ParameterizedTest
    @CsvSource({
        "http://collector, http://collector/v1/traces",
        "http://collector/, http://collector/v1/traces",
        "http://collector/otlp/v1/traces, http://collector/otlp/v1/traces"
    })
    void endpointWithoutAPath_getsTheUsualOne(String configured, String used) {
        assertThat(settings(Map.of(ENDPOINT, configured)).orElseThrow().endpoint())
                .isEqualTo(URI.create(used));
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, collector:4318",
        "endpoint, grpc://collector:4317",
        "endpoint, http://a b/",
        "timeout, 1ms",
        "timeout, 2m",
        "queue-max, 0",
        "queue-max, 100001"
    })
    void badValue_isNamed(String option, String value) {
        Map<String, String> options = option.equals("endpoint")
                ? Map.of(ENDPOINT, value)
                : Map.of(ENDPOINT, "http://collector:4318", "riskgate.tracing." + option, value);
        assertThatThrownBy(() -> settings(options)).hasMessageContaining("riskgate.tracing." + option);
    }
}
