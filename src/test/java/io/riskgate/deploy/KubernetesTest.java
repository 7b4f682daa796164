package io.riskgate.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.riskgate.fixture.ConfigurationKeys;
import io.riskgate.telemetry.MetricNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests in {@code src/deploy/kubernetes}, each overlay as {@code kubectl kustomize} would build it. */
class KubernetesTest {

    private static final Path ROOT = Path.of("src/deploy/kubernetes");
    private static final Path BASE = ROOT.resolve("base");
    private static final Path REDIS = ROOT.resolve("overlays/redis");

    /** Fields whose names the operator gives. */
    private static final Set<String> MAPS =
            Set.of("annotations", "data", "labels", "limits", "matchLabels", "requests");

    private static ConfigurationKeys keys;
    private static Properties defaults;

    @BeforeAll
    static void read() throws IOException {
        keys = ConfigurationKeys.known();
        defaults = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            defaults.load(file);
        }
    }

    /** Each overlay, and each component on what there is without it. */
    static Stream<Arguments> builds() throws IOException {
        return Stream.concat(
                directories("overlays").map(overlay -> Arguments.of(overlay.getFileName(), List.of(overlay))),
                directories("components")
                        .map(component -> Arguments.of(component.getFileName(), List.of(BASE, component))));
    }

    private static Stream<Path> directories(String name) throws IOException {
        try (Stream<Path> directories = Files.list(ROOT.resolve(name))) {
            return directories.sorted().toList().stream();
        }
    }

    private static Collection<ObjectNode> build(List<Path> directories) throws IOException {
        KustomizeBuild build = new KustomizeBuild();
        for (Path directory : directories) {
            build.add(directory);
        }
        return build.objects();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("builds")
    void build_fitsTogether(Object name, List<Path> directories) throws IOException {
        Collection<ObjectNode> manifests = build(directories);
        // Which image it is, is the overlay's to say.
        if (directories.contains(BASE)) {
            manifests.forEach(manifest -> containers(manifest).forEach(container -> container.put("image", "of:1")));
        }
        assertThat(Installation.of(manifests).problems(keys)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("builds")
    void whatTheOperatorMakes_isInTheManual(Object name, List<Path> directories) throws IOException {
        Installation installation = Installation.of(build(directories));
        String manual = Files.readString(Path.of("src/docs/deploy.md"));
        assertThat(installation.secrets()).contains("riskgate-admin-key").allMatch(manual::contains);
        assertThat(installation.missingConfigMaps()).allMatch(manual::contains);
    }

    @Test
    void everyFile_isUsed() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path kustomization = file.resolveSibling("kustomization.yaml");
                assertThat(file.equals(kustomization)
                                || Files.readString(kustomization).contains("- " + file.getFileName())
                                || Files.readString(kustomization).contains("path: " + file.getFileName()))
                        .as("%s", file)
                        .isTrue();
            }
        }
    }

    @Test
    void probes_askWhatTheEngineAnswers() throws IOException {
        String health = "/q/" + defaults.getProperty("quarkus.smallrye-health.root-path");
        Container engine = Installation.of(build(List.of(BASE))).engine();
        assertThat(path(engine.getStartupProbe())).isEqualTo(health + "/started");
        assertThat(path(engine.getReadinessProbe())).isEqualTo(health + "/ready");
        assertThat(path(engine.getLivenessProbe())).isEqualTo(health + "/live");
    }

    private static String path(Probe probe) {
        HTTPGetAction get = probe.getHttpGet();
        return get.getPath();
    }

    /** A probe of what runs beside it would keep a node from its start while the repository is away. */
    @Test
    void node_waitsForNoRepositoryOfRules() throws IOException {
        assertThat(Installation.of(build(List.of(BASE, ROOT.resolve("components/rules-git"))))
                        .pod()
                        .getInitContainers())
                .isNotEmpty()
                .extracting(Container::getStartupProbe)
                .containsOnlyNulls();
    }

    @Test
    void metrics_areAskedForWhereTheyAreAndByTheirNames() throws IOException {
        Installation installation = Installation.of(build(List.of(REDIS, ROOT.resolve("components/pod-monitor"))));
        assertThat(installation.one(PodMonitor.class).getSpec().getPodMetricsEndpoints())
                .extracting(endpoint -> endpoint.getPath())
                .containsExactly("/q/" + defaults.getProperty("quarkus.micrometer.export.prometheus.path"));
        assertThat(installation.one(HorizontalPodAutoscaler.class).getSpec().getMetrics())
                .filteredOn(metric -> metric.getType().equals("Pods"))
                .extracting(metric -> metric.getPods().getMetric().getName())
                .containsExactly(MetricNames.SHARD_QUEUE_DEPTH.replace('.', '_'));
    }

    @Test
    void nodeThatStops_hasTheTimeForIt() throws IOException {
        Installation installation = Installation.of(build(List.of(BASE)));
        Duration delay = seconds(installation.environment().get("QUARKUS_SHUTDOWN_DELAY"));
        Duration requests = seconds(defaults.getProperty("quarkus.shutdown.timeout"));
        Duration decisionsJournalAndKafka = Duration.ofSeconds(5).multipliedBy(3);

        assertThat(Duration.ofSeconds(installation.pod().getTerminationGracePeriodSeconds()))
                .isGreaterThan(delay.plus(requests).plus(decisionsJournalAndKafka));
        Probe ready = installation.engine().getReadinessProbe();
        assertThat(Duration.ofSeconds(ready.getPeriodSeconds() * (long) ready.getFailureThreshold()))
                .isLessThan(delay.dividedBy(2));
    }

    private static Duration seconds(String text) {
        return Duration.parse("PT" + text);
    }

    @Test
    void embeddedNode_isAlone() throws IOException {
        assertThat(Installation.of(build(List.of(ROOT.resolve("overlays/embedded"))))
                        .one(StatefulSet.class)
                        .getSpec()
                        .getReplicas())
                .isEqualTo(1);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "Service",
                        spec -> spec.withObject("/selector").put("app.kubernetes.io/name", "riskgaet"),
                        "Service riskgate-nodes selects"),
                mistake(
                        "PodDisruptionBudget",
                        spec -> spec.withObject("/selector/matchLabels").removeAll(),
                        "PodDisruptionBudget riskgate selects {}"),
                mistake(
                        "HorizontalPodAutoscaler",
                        spec -> spec.withObject("/scaleTargetRef").put("kind", "Deployment"),
                        "scales Deployment riskgate"),
                mistake("StatefulSet", spec -> spec.put("serviceName", "riskgate"), "no headless Service riskgate"),
                mistake("StatefulSet", spec -> spec.put("replicas", 3), "would undo what was scaled"),
                mistake(
                        "StatefulSet",
                        spec -> engine(spec)
                                .withObject("/readinessProbe/httpGet")
                                .put("port", "htttp"),
                        "asks at the port htttp"),
                mistake(
                        "StatefulSet",
                        spec -> engine(spec).put("image", "riskgate:latest"),
                        "The image riskgate:latest is not of one version"),
                mistake(
                        "StatefulSet",
                        spec -> engine(spec)
                                .withArray("volumeMounts")
                                .addObject()
                                .put("name", "dta")
                                .put("mountPath", "/x"),
                        "The volume dta is mounted, and is not there"),
                mistake(
                        "StatefulSet",
                        spec -> engine(spec)
                                .withArray("env")
                                .addObject()
                                .put("name", "RISKGATE_STOR")
                                .put("value", "redis"),
                        "RISKGATE_STOR is no key of the configuration"),
                mistake(
                        "StatefulSet",
                        spec -> engine(spec)
                                .withArray("env")
                                .addObject()
                                .put("name", "RISKGATE_RULES_DIR")
                                .put("value", "/rulse"),
                        "RISKGATE_RULES_DIR is /rulse, where nothing is mounted"),
                mistake(
                        "StatefulSet",
                        spec -> engine(spec).withObject("/securityContext").put("readOnlyRootFilesystem", false),
                        "may do more than it needs"));
    }

    private static Arguments mistake(String kind, Consumer<ObjectNode> make, String found) {
        return Arguments.of(found, kind, make);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistake_isFound(String found, String kind, Consumer<ObjectNode> make) throws IOException {
        Collection<ObjectNode> manifests = build(List.of(REDIS));
        manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .forEach(manifest -> make.accept((ObjectNode) manifest.get("spec")));
        assertThat(Installation.of(manifests).problems(keys)).anyMatch(problem -> problem.contains(found));
    }

    @Test
    void misspeltField_isRefusedWhereverItIs() throws IOException {
        int places = 0;
        for (ObjectNode manifest : build(List.of(ROOT.resolve("overlays/production")))) {
            for (ObjectNode place : typed(manifest, manifest.path("kind").asText())) {
                place.put("misspelt", 1);
                assertThatThrownBy(() -> TypedObjects.of(manifest))
                        .as("in %s of %s", place, manifest.path("kind"))
                        .isInstanceOf(UnrecognizedPropertyException.class)
                        .hasMessageContaining("misspelt");
                place.remove("misspelt");
                TypedObjects.of(manifest);
                places++;
            }
        }
        assertThat(places).isGreaterThan(100);
    }

    /** All objects in a manifest that have fields of a type, and are no map of names that may be any. */
    private static List<ObjectNode> typed(JsonNode node, String field) {
        List<ObjectNode> typed = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            if (MAPS.contains(field) || field.equals("selector") && !object.has("matchLabels")) {
                return List.of();
            }
            typed.add(object);
            object.properties().forEach(inner -> typed.addAll(typed(inner.getValue(), inner.getKey())));
        }
        if (node.isArray()) {
            node.forEach(element -> typed.addAll(typed(element, field)));
        }
        return typed;
    }

    private static ObjectNode engine(ObjectNode spec) {
        return (ObjectNode) spec.at("/template/spec/containers/0");
    }

    private static List<ObjectNode> containers(ObjectNode manifest) {
        JsonNode pod = manifest.at("/spec/template/spec");
        return Stream.of(pod.path("containers"), pod.path("initContainers"))
                .flatMap(list -> list.findParents("image").stream())
                .map(ObjectNode.class::cast)
                .toList();
    }
}
