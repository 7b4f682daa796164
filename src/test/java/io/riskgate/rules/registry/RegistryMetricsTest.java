package io.riskgate.rules.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.telemetry.MetricNames;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of publications that alerts ask for. */
class RegistryMetricsTest {

    @TempDir
    Path dataDir;

    @Test
    void textThatIsRefused_showsUntilItsScopeIsMended() throws Exception {
        try (RegistryFixture fixture = new RegistryFixture(dataDir)) {
            fixture.upload("acme", RegistryFixture.rule("a"));
            assertThat(failed(fixture)).isZero();

            fixture.upload("acme", "rule \"b\" when Nothing() then end");
            assertThat(failed(fixture)).isEqualTo(1);
            assertThat(publications(fixture, "refused")).isEqualTo(1);
            assertThat(fixture.activeName("acme")).isEqualTo("acme@1");

            fixture.upload("acme", RegistryFixture.rule("b"));
            assertThat(failed(fixture)).isZero();
            assertThat(publications(fixture, "accepted")).isEqualTo(2);
        }
    }

    @Test
    void whatHasNotHappenedYet_isASeriesOfZero() {
        try (RegistryFixture fixture = new RegistryFixture(dataDir)) {
            assertThat(fixture.meters.get(MetricNames.RULESET_ROLLBACKS).counters())
                    .hasSize(RecentCheckouts.KINDS.size())
                    .allMatch(counter -> counter.count() == 0);
            assertThat(fixture.meters.get(MetricNames.RULESET_PUBLICATIONS).counters())
                    .hasSize(4)
                    .allMatch(counter -> counter.count() == 0);
        }
    }

    private static double failed(RegistryFixture fixture) {
        return fixture.meters.get(MetricNames.RULESET_FAILED).gauge().value();
    }

    private static double publications(RegistryFixture fixture, String result) {
        return fixture.meters
                .get(MetricNames.RULESET_PUBLICATIONS)
                .tags(MetricNames.RESULT, result, MetricNames.SOURCE, "api")
                .counter()
                .count();
    }
}
