package io.riskgate.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskgate.fixture.ConfigurationKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code src/deploy/compose.yaml}, and the files of the balancer and of Prometheus that belong to it. */
class ComposeTest {

    private static final Path ROOT = Path.of("src/deploy");
    private static final List<String> NODES = List.of("riskgate-1", "riskgate-2");

    /** A variable with what it is if it is not set. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+:-([^}]*)}");

    private static final Pattern SERVER = Pattern.compile("(?m)^    server (\\S+) (\\S+):(\\d+)$");

    private static ObjectNode compose;
    private static JsonNode services;

    @BeforeAll
    static void read() throws IOException {
        compose = YamlFiles.one(ROOT.resolve("compose.yaml"));
        services = compose.path("services");
    }

    @Test
    void nodes_differInNameAndVolumeOnly() {
        ObjectNode first = services.path(NODES.getFirst()).deepCopy();
        ObjectNode second = services.path(NODES.getLast()).deepCopy();
        assertThat(first.path("environment").path("RISKGATE_NODE").asText()).isEqualTo("riskgate-1");
        assertThat(second.path("environment").path("RISKGATE_NODE").asText()).isEqualTo("riskgate-2");
        assertThat(texts(first.path("volumes"))).contains("data-1:/var/lib/riskgate");
        assertThat(texts(second.path("volumes"))).contains("data-2:/var/lib/riskgate");
        for (ObjectNode node : List.of(first, second)) {
            ((ObjectNode) node.path("environment")).remove("RISKGATE_NODE");
            node.withArray("volumes").remove(0);
        }
        assertThat(first).isEqualTo(second);
    }

    @Test
    void keysOfNodes_areThere() throws IOException {
        ConfigurationKeys keys = ConfigurationKeys.known();
        List<String> problems = new ArrayList<>();
        for (String node : NODES) {
            names(services.path(node).path("environment"))
                    .forEach(name -> keys.problemOfVariable(name).ifPresent(problems::add));
        }
        assertThat(problems).isEmpty();
        assertThat(services.path("riskgate-1")
                        .path("environment")
                        .path("RISKGATE_STORE")
                        .asText())
                .isEqualTo("redis");
    }

    @Test
    void whatServicesNeed_isThere() {
        services.properties().forEach(service -> {
            JsonNode needs = service.getValue().path("depends_on");
            assertThat(needs.isObject() ? names(needs) : texts(needs))
                    .as(service.getKey())
                    .allMatch(services::has);
            needs.properties().forEach(need -> assertThat(
                            need.getValue().path("condition").asText())
                    .isEqualTo(
                            services.path(need.getKey()).has("healthcheck") ? "service_healthy" : "service_started"));
        });
    }

    @Test
    void whatIsMounted_isThere() {
        List<String> volumes = names(compose.path("volumes"));
        List<String> used = new ArrayList<>();
        for (JsonNode service : services) {
            for (String mount : texts(service.path("volumes"))) {
                String source = mount.split(":", 2)[0];
                if (source.startsWith(".")) {
                    assertThat(ROOT.resolve(source)).isNotEmptyDirectory();
                    assertThat(mount).endsWith(":ro");
                } else {
                    used.add(source);
                }
            }
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(volumes);
    }

    @Test
    void images_areOfOneVersionOrBuiltHere() {
        for (JsonNode service : services) {
            String image = interpolated(service.path("image"));
            assertThat(image).contains(":").doesNotEndWith(":latest");
            if (service.has("build")) {
                Path context =
                        ROOT.resolve(service.path("build").path("context").asText());
                assertThat(context.resolve(interpolated(service.path("build").path("dockerfile"))))
                        .isRegularFile();
            }
        }
    }

    @Test
    void ports_areOfThisMachineOnly() {
        List<String> ports = new ArrayList<>();
        services.forEach(service -> ports.addAll(texts(service.path("ports"))));
        assertThat(ports).hasSize(3).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void balancer_asksEachNodeAndLetsOnlyTheApiThrough() throws IOException {
        String balancer = Files.readString(ROOT.resolve("haproxy/haproxy.cfg"));
        assertThat(SERVER.matcher(balancer)
                        .results()
                        .map(server -> server.group(1) + " " + server.group(2) + " " + server.group(3)))
                .containsExactly("riskgate-1 riskgate-1 8080", "riskgate-2 riskgate-2 8080");
        assertThat(balancer)
                .contains("uri /q/health/ready ")
                .contains("http-request deny deny_status 404 unless { path_beg /v1/ }");
    }

    @Test
    void prometheus_asksEachNode() throws IOException {
        ObjectNode prometheus = YamlFiles.one(ROOT.resolve("prometheus/prometheus.yaml"));
        JsonNode job = prometheus.path("scrape_configs").path(0);
        assertThat(job.path("metrics_path").asText()).isEqualTo("/q/metrics");
        assertThat(texts(job.path("static_configs").path(0).path("targets")))
                .containsExactly("riskgate-1:8080", "riskgate-2:8080");
        assertThat(names(prometheus)).containsExactlyInAnyOrder("global", "rule_files", "scrape_configs");
    }

    @Test
    void nodeThatStops_hasTheTimeThatItHasOnKubernetes() throws IOException {
        JsonNode set = YamlFiles.one(ROOT.resolve("kubernetes/base/stateful-set.yaml"));
        assertThat(services.path("riskgate-1").path("stop_grace_period").asText())
                .isEqualTo(set.at("/spec/template/spec/terminationGracePeriodSeconds")
                                .asText() + "s");
    }

    private static String interpolated(JsonNode text) {
        return VARIABLE.matcher(text.asText()).replaceAll(variable -> Matcher.quoteReplacement(variable.group(1)));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> names(JsonNode mapping) {
        return mapping.properties().stream().map(Map.Entry::getKey).toList();
    }
}
