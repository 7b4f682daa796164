package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What can be seen of a dashboard without Grafana. */
class DashboardsTest {

    static final List<String> DASHBOARDS = MonitoringFiles.DASHBOARDS;

    private static final int COLUMNS = 24;
    private static final Set<String> TYPES = Set.of("timeseries", "stat", "state-timeline", "bargauge");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

    @ParameterizedTest
    @FieldSource("DASHBOARDS")
    void panels_haveIdsOfTheirOwn_andDoNotOverlap(String name) {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : MonitoringFiles.dashboard(name).path("panels")) {
            String title = panel.path("title").asText();
            assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
            JsonNode place = panel.path("gridPos");
            int left = place.path("x").asInt(-1);
            int top = place.path("y").asInt(-1);
            assertThat(left).as(title).isNotNegative();
            assertThat(top).as(title).isNotNegative();
            assertThat(left + place.path("w").asInt()).as(title).isBetween(1, COLUMNS);
            assertThat(place.path("h").asInt()).as(title).isPositive();
            for (int x = left; x < left + place.path("w").asInt(); x++) {
                for (int y = top; y < top + place.path("h").asInt(); y++) {
                    assertThat(cells.add(x + "," + y)).as(title).isTrue();
                }
            }
        }
        assertThat(ids).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @FieldSource("DASHBOARDS")
    void panels_sayWhatTheyShow_inWhichUnit_andWhatToDo(String name) {
        for (JsonNode panel : MonitoringFiles.panels(MonitoringFiles.dashboard(name))) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("type").asText()).as(title).isIn(TYPES);
            assertThat(panel.path("description").asText())
                    .as(title)
                    .hasSizeGreaterThan(50)
                    .endsWith(".");
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.path("datasource").path("uid").asText()).as(title).isEqualTo("${datasource}");
            List<String> references = new ArrayList<>();
            for (JsonNode target : panel.path("targets")) {
                references.add(target.path("refId").asText());
                assertThat(target.path("expr").asText()).as(title).isNotBlank();
                assertThat(target.path("legendFormat").asText()).as(title).isNotBlank();
            }
            assertThat(references).as(title).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @FieldSource("DASHBOARDS")
    void variables_areDefined(String name) {
        JsonNode dashboard = MonitoringFiles.dashboard(name);
        Set<String> defined = MonitoringFiles.stream(
                        dashboard.path("templating").path("list"))
                .map(variable -> variable.path("name").asText())
                .collect(Collectors.toSet());
        Set<String> used = VARIABLE.matcher(dashboard.toString())
                .results()
                .map(variable -> variable.group(1))
                .filter(variable -> !variable.startsWith("__"))
                .collect(Collectors.toSet());
        assertThat(used).isEqualTo(defined);
    }

    @ParameterizedTest
    @FieldSource("DASHBOARDS")
    void dashboards_areFoundByTheirNames(String name) {
        JsonNode dashboard = MonitoringFiles.dashboard(name);
        assertThat(dashboard.path("uid").asText()).isEqualTo(name);
        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        assertThat(MonitoringFiles.stream(dashboard.path("links"))
                        .map(link -> link.path("url").asText().replaceFirst("^/d/", "")))
                .isNotEmpty()
                .isSubsetOf(DASHBOARDS);
    }

    @Test
    void provisioning_isOfThisVersion() {
        JsonNode datasource = MonitoringFiles.yaml("grafana/provisioning/datasources/prometheus.yaml");
        assertThat(datasource.path("apiVersion").asInt()).isEqualTo(1);
        assertThat(datasource.path("datasources").path(0).path("type").asText()).isEqualTo("prometheus");
        assertThat(datasource.path("datasources").path(0).path("url").asText()).startsWith("http://");
        JsonNode provider = MonitoringFiles.yaml("grafana/provisioning/dashboards/riskgate.yaml");
        assertThat(provider.path("apiVersion").asInt()).isEqualTo(1);
        assertThat(provider.path("providers").path(0).path("type").asText()).isEqualTo("file");
        assertThat(provider.path("providers")
                        .path(0)
                        .path("options")
                        .path("path")
                        .asText())
                .startsWith("/");
    }
}
