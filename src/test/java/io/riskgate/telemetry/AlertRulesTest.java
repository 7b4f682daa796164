package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each alert must have. That it fires in its scenario and is silent without it, {@code promtool test rules} shows, which a
 * build does not need; here is only that each has a scenario.
 */
class AlertRulesTest {

    private static final Pattern FIRING = Pattern.compile("\\{alertname=\"(\\w+)\"}");
    private static final String HEALTHY = "two healthy nodes";

    private static Stream<String> names() {
        return MonitoringFiles.alerts().stream()
                .map(alert -> alert.path("alert").asText());
    }

    @Test
    void alerts_sayWhatHappenedAndWhatToDo() {
        for (JsonNode alert : MonitoringFiles.alerts()) {
            String name = alert.path("alert").asText();
            JsonNode annotations = alert.path("annotations");
            assertThat(name).matches("Riskgate[A-Z][A-Za-z]+");
            assertThat(alert.path("labels").path("severity").asText()).as(name).isIn("page", "ticket");
            assertThat(annotations.path("summary").asText()).as(name).hasSizeGreaterThan(15);
            assertThat(annotations.path("description").asText()).as(name).hasSizeGreaterThan(60);
        }
        assertThat(names()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void alerts_areExplainedWhereTheyPointTo() throws IOException {
        for (JsonNode alert : MonitoringFiles.alerts()) {
            String[] runbook =
                    alert.path("annotations").path("runbook_url").asText().split("#");
            assertThat(runbook).hasSize(2);
            assertThat(Files.readString(Path.of(runbook[0])))
                    .contains("<a id=\"" + runbook[1] + "\"></a>`"
                            + alert.path("alert").asText() + "`");
        }
    }

    @Test
    void alerts_areFiredByAScenarioEach() {
        Set<String> fired = new TreeSet<>();
        for (JsonNode scenario : MonitoringFiles.scenarios()) {
            FIRING.matcher(scenario.path("promql_expr_test").toString().replace("\\\"", "\""))
                    .results()
                    .forEach(alert -> fired.add(alert.group(1)));
        }
        assertThat(fired).containsExactlyInAnyOrderElementsOf(names().toList());
    }

    /** Silence shows nothing where the metrics of an alert are missing. */
    @Test
    void scenarioOfHealthyNodes_hasEveryMetricThatAlertsRestOn() {
        JsonNode healthy = MonitoringFiles.scenarios().stream()
                .filter(scenario -> scenario.path("name").asText().equals(HEALTHY))
                .findFirst()
                .orElseThrow();
        assertThat(healthy.path("promql_expr_test")).isNotEmpty().allMatch(check -> check.path("exp_samples")
                .isEmpty());
        Set<String> given = new TreeSet<>();
        healthy.path("input_series")
                .forEach(series -> given.addAll(
                        PromQl.of(series.path("series").asText()).metrics().keySet()));
        MonitoringFiles.recordings()
                .forEach(rule -> given.add(rule.path("record").asText()));
        Set<String> asked = new TreeSet<>();
        Stream.of(MonitoringFiles.alerts(), MonitoringFiles.recordings())
                .flatMap(List::stream)
                .forEach(rule -> asked.addAll(
                        PromQl.of(rule.path("expr").asText()).metrics().keySet()));
        assertThat(given).containsAll(asked);
    }
}
