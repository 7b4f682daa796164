package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.Decided;
import io.riskgate.model.Verdict;
import io.riskgate.telemetry.DecisionMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Of this process, which counts decisions as an engine does. */
class HeadroomTest {

    private final Instant begin = Instant.now();
    private final DecisionMetrics metrics = new DecisionMetrics(new SimpleMeterRegistry());
    private final ProcessWatch process = new ProcessWatch(() -> decisions(metrics.answered()), Clock.systemUTC());

    private record Configured(OptionalLong saturationPerSecond) implements DiagnosisConfig {
        @Override
        public boolean flightRecorder() {
            return false;
        }
    }

    private static EngineCounts decisions(long decisions) {
        return new EngineCounts(decisions, 0, 0);
    }

    private Finding examined(OptionalLong measured) {
        Saturation saturation = new Saturation(new Configured(measured), process, Clock.systemUTC());
        return new Headroom(process, saturation, Clock.systemUTC()).examine();
    }

    private void decide(int decisions) {
        process.look();
        for (int i = 0; i < decisions; i++) {
            metrics.answered(Decided.decided("acme", "1", Checkouts.NOON, Verdict.APPROVE)
                    .decision());
        }
        process.look();
    }

    @Test
    void trafficNearMeasuredSaturation_isSeen() {
        decide(2_000);
        Finding finding = examined(OptionalLong.of(1));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.summary()).contains("measured");
        assertThat(finding.advice()).contains("Add a node");
    }

    @Test
    void trafficFarFromIt_isFine() {
        decide(1);
        assertThat(examined(OptionalLong.of(Saturation.PER_SECOND_MAX)).severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void unmeasuredSaturation_isEstimatedOnceThereAreDecisions() {
        decide(10);
        Finding unknown = examined(OptionalLong.empty());
        assertThat(unknown.severity()).isEqualTo(Severity.NOTICE);
        assertThat(unknown.advice()).contains("riskgate.diagnosis.saturation-per-second");

        // The system counts processor time in steps of some milliseconds.
        do {
            decide(2_000);
        } while (process.load(begin).cpuNanos() == 0);
        Finding estimated = examined(OptionalLong.empty());
        assertThat(estimated.summary()).contains("estimated");
        assertThat(estimated.numbers().get("saturationPerSecond").doubleValue()).isPositive();
        assertThat(Saturation.rate(OptionalLong.empty(), new ProcessLoad(1, 2_000_000_000L, 0, decisions(1_000), 0), 4))
                .as("2 ms of a processor for each, of four processors")
                .hasValue(new Saturation.Rate(2_000, false));
    }

    @Test
    void severity_growsWithTheShare() {
        for (Severity severity : Severity.values()) {
            double share =
                    switch (severity) {
                        case OK -> 0.59;
                        case NOTICE -> 0.6;
                        case WARNING -> 0.8;
                        case CRITICAL -> 0.95;
                    };
            ProcessLoad load = new ProcessLoad(100_000_000_000L, 1, 1, decisions((long) (1_000 * share * 100)), 1);
            assertThat(Headroom.judge(load, Optional.of(new Saturation.Rate(1_000, true)))
                            .severity())
                    .isEqualTo(severity);
        }
    }

    @Test
    void badSaturation_isNamed() {
        for (long wrong : new long[] {0, -1, Saturation.PER_SECOND_MAX + 1}) {
            assertThatThrownBy(() -> examined(OptionalLong.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("riskgate.diagnosis.saturation-per-second");
        }
    }
}
