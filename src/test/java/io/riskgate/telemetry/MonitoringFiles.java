package io.riskgate.telemetry;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What Prometheus and Grafana read under {@code src/deploy}. A key that is there twice is an error. */
final class MonitoringFiles {

    static final List<String> DASHBOARDS = List.of("riskgate-service", "riskgate-merchant");

    private static final Path DEPLOY = Path.of("src/deploy");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern TEMPLATE = Pattern.compile("\\$labels\\.(\\w+)");
    private static final Pattern VALUES = Pattern.compile("label_values\\((\\S+), (\\w+)\\)");

    private MonitoringFiles() {}

    static JsonNode dashboard(String name) {
        return read(JSON, "grafana/dashboards/" + name + ".json");
    }

    static JsonNode yaml(String file) {
        return read(YAML, file);
    }

    private static JsonNode read(ObjectMapper mapper, String file) {
        try {
            return mapper.readTree(DEPLOY.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The panels that show something; not the titles of rows. */
    static List<JsonNode> panels(JsonNode dashboard) {
        return stream(dashboard.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    /** What rules record, in the order in which one may use the other. */
    static List<JsonNode> recordings() {
        return rules("prometheus/recording-rules.yaml");
    }

    static List<JsonNode> alerts() {
        return rules("prometheus/alert-rules.yaml");
    }

    private static List<JsonNode> rules(String file) {
        return stream(yaml(file).path("groups"))
                .flatMap(group -> stream(group.path("rules")))
                .toList();
    }

    /** The scenarios that {@code promtool} plays. */
    static List<JsonNode> scenarios() {
        return stream(yaml("prometheus/alerts_test.yaml").path("tests")).toList();
    }

    static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** Every expression of all files. */
    static List<Query> queries() {
        List<Query> all = new ArrayList<>();
        for (String name : DASHBOARDS) {
            JsonNode dashboard = dashboard(name);
            for (JsonNode panel : panels(dashboard)) {
                String place = name + ", " + panel.path("title").asText();
                stream(panel.path("targets"))
                        .forEach(target -> all.add(query(place, target, LEGEND, target.path("legendFormat"))));
            }
            stream(dashboard.path("annotations").path("list"))
                    .forEach(annotation -> all.add(query(
                            name + ", annotations",
                            annotation,
                            LEGEND,
                            annotation.path("titleFormat"),
                            annotation.path("textFormat"))));
            stream(dashboard.path("templating").path("list"))
                    .flatMap(variable -> VALUES.matcher(
                                    variable.path("query").path("query").asText())
                            .results())
                    .forEach(values ->
                            all.add(new Query(name + ", variables", values.group(1), Set.of(values.group(2)))));
        }
        recordings().forEach(rule -> all.add(query(rule.path("record").asText(), rule, LEGEND)));
        alerts().forEach(rule -> all.add(query(
                rule.path("alert").asText(),
                rule,
                TEMPLATE,
                rule.path("annotations").path("summary"),
                rule.path("annotations").path("description"))));
        for (JsonNode scenario : scenarios()) {
            stream(scenario.path("input_series"))
                    .forEach(series -> all.add(new Query(
                            scenario.path("name").asText(),
                            series.path("series").asText(),
                            Set.of())));
        }
        return all;
    }

    private static Query query(String place, JsonNode of, Pattern label, JsonNode... texts) {
        Set<String> shown = new TreeSet<>();
        for (JsonNode text : texts) {
            label.matcher(text.asText()).results().forEach(found -> shown.add(found.group(1)));
        }
        return new Query(place, of.path("expr").asText(), shown);
    }
}
