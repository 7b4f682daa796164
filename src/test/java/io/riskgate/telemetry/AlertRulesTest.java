package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each alert must have, and that it fires in its scenario and is silent without it. The latter {@code promtool} shows, where there is one.
 */
class AlertRulesTest {

    private static final Pattern FIRING = Pattern.compile("\\{alertname=\"(\\w+)\"}");
    private static final String HEALTHY = "two healthy nodes";

    private static Stream<String> names() {
        return MonitoringFiles.alerts().stream()
                .map(alert -> alert.path("alert").asText());
    }

    @Test
    void alerts_fireInTheirScenariosAndNowhereElse() throws IOException, InterruptedException {
        Path promtool = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(promtool != null, "there is no promtool on the PATH");
        Process playing = new ProcessBuilder(promtool.toString(), "test", "rules", "alerts_test.yaml")
                .directory(Path.of("src/deploy/prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(playing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(playing.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
            assertThat(playing.exitValue()).as(said).isZero();
        } finally {
            playing.destroyForcibly();
        }
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
