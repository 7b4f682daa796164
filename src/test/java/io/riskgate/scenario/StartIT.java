package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does before it is ready, and what it says when it does not get that far. */
class StartIT {

    private static final int RULES = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of one that is to fail before it needs more. */
    private static final Map<String, String> SMALL = Map.of("RISKGATE_NO_AOT", "1", "JAVA_OPTS", "-Xmx256m");

    @TempDir
    Path directory;

    @Test
    void port_opensOnceRulesAreCompiled_andReadinessFollowsTheWarmUp() throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("rules/platform")).resolve("rules.drl"), rules());
        try (PackagedEngine engine =
                PackagedEngine.launch(directory, "-Driskgate.warm-up=2s", "-Driskgate.budget=10s")) {
            HttpResponse<String> unready = await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> readiness(engine), Optional::isPresent)
                    .orElseThrow();
            HttpResponse<String> decided = engine.post("/v1/decisions", """
                    {"id":"first","merchantId":"acme","amount":%d,"currency":"USD"}""".formatted(RULES));

            assertThat(decided.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(decided.body()).at("/reasons/0/code").asText())
                    .as(decided.body())
                    .isEqualTo("last");
            assertThat(engine.get("/q/health/started").statusCode()).isEqualTo(200);
            assertThat(engine.get("/q/health/live").statusCode()).isEqualTo(200);
            assertThat(unready.statusCode()).isEqualTo(503);
            assertThat(states(unready)).containsEntry("rulesets", "UP").containsEntry("warm-up", "DOWN");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> engine.get("/q/health/ready").statusCode() == 200);
        }
    }

    private static Optional<HttpResponse<String>> readiness(PackagedEngine engine) {
        try {
            return Optional.of(engine.get("/q/health/ready"));
        } catch (IOException notOpen) {
            return Optional.empty();
        }
    }

    /** Of which the last fires. */
    private static String rules() {
        return IntStream.rangeClosed(1, RULES)
                .mapToObj(i ->
                        "rule \"%d\" when Checkout( amount == %d, velocity.count(\"card\", \"1h\") < 1000 ) then decision.review(\"%s\"); end"
                                .formatted(i, i, i == RULES ? "last" : "other"))
                .collect(Collectors.joining("\n", "package platform\n", "\n"));
    }

    private static Map<String, String> states(HttpResponse<String> health) throws IOException {
        JsonNode checks = JSON.readTree(health.body()).path("checks");
        return IntStream.range(0, checks.size())
                .mapToObj(checks::get)
                .collect(Collectors.toMap(
                        check -> check.path("name").asText(),
                        check -> check.path("status").asText(),
                        (a, b) -> a));
    }

    @Test
    void misspeltOption_stopsTheStartWithOneSentence() throws Exception {
        assertStopped(
                "riskgate: There is no option riskgate.budgett, which is in SysPropConfigSource. Did you mean riskgate.budget?",
                "-Driskgate.budgett=5ms");
    }

    /** It has this directory's data and rules. */
    private void assertStopped(String sentence, String... options) throws Exception {
        try (PackagedEngine engine = PackagedEngine.launch(directory, options)) {
            assertThat(engine.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(engine.errors().lines()).containsExactly(sentence);
            assertThat(engine.log()).doesNotContain("\tat ");
        }
    }

    /** As it is given to ./riskgate. */
    @Test
    @Tag("jar")
    void misspeltOptionOfTheCommand_stopsTheStartWithOneSentence() throws Exception {
        Launcher.Ended ended = Launcher.run(directory, SMALL, List.of("serve", "riskgate.budgett=5ms"));

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err().lines())
                .containsExactly(
                        "riskgate: There is no option riskgate.budgett, which is in SysPropConfigSource. Did you mean"
                                + " riskgate.budget?");
        assertThat(ended.out()).doesNotContain("\tat ");
    }

    @Test
    void dataOfANewerRelease_stopsTheStartWithOneSentence_andIsLeftAlone() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("layout.json"), "{\"written\":9,\"readableFrom\":8}");

        assertStopped(
                "riskgate: The data directory %s is of a newer Riskgate: layout 9, which takes a release that knows layout 8, and this one knows up to 1. Start the newer one again, or set riskgate.data-dir to another place."
                        .formatted(data));
        assertThat(data.toFile().list()).containsExactly("layout.json");
    }

    @Test
    void dataOfARunningEngine_stopsTheStartOfAnother_untilThatOneIsGone() throws Exception {
        try (PackagedEngine first = PackagedEngine.start(directory)) {
            assertStopped(
                    "riskgate: Another engine runs on the data directory %s. Stop that one, or set riskgate.data-dir to another place."
                            .formatted(directory.resolve("data")));
            first.kill();
        }
        try (PackagedEngine second = PackagedEngine.start(directory)) {
            assertThat(second.get("/q/health/ready").statusCode()).isEqualTo(200);
        }
    }
}
