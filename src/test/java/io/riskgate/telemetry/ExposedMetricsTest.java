package io.riskgate.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether an engine that runs has what the dashboards and the rules of Prometheus ask for. */
@QuarkusTest
class ExposedMetricsTest {

    private static final List<Map<String, Set<String>>> OURS_ELSEWHERE = List.of(
            ConditionalMetrics.WITH_REDIS,
            ConditionalMetrics.WITHOUT_AN_ANSWER_OF_REDIS,
            ConditionalMetrics.WITH_KAFKA);

    private final String merchant = "m-" + UUID.randomUUID();

    @Test
    void allThatIsAskedFor_isThere() {
        useTheEngine();
        // Pauses of the collector are told of behind it.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            KnownMetrics known = known();
            assertThat(MonitoringFiles.queries().stream().flatMap(query -> known.problems(query).stream()))
                    .isEmpty();
        });
    }

    /** A series without the path, as those of other refusals, could not be told from them by an objective. */
    @Test
    void whatIsRefusedOfDecisions_isCountedByItsPath() {
        useTheEngine();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(requests())
                .contains(
                        "POST decide 400",
                        "POST decide-batch 400",
                        "POST /v1/decisions/{id}/outcome 404",
                        "DELETE UNKNOWN 405"));
    }

    private static Set<String> requests() {
        return scrape().lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count{"))
                .map(line -> value(line, "method") + " " + value(line, "uri") + " " + value(line, "status"))
                .collect(Collectors.toSet());
    }

    private static String value(String sample, String label) {
        return sample.replaceFirst(".*[{,]" + label + "=\"([^\"]*)\".*", "$1");
    }

    /** Else it would belong to the others, which are seen. */
    @Test
    void whatIsSaidToBeElsewhere_isNotHere_andIsOurs() {
        KnownMetrics exposed = new KnownMetrics();
        exposed.expose(scrape());
        Set<String> names = Stream.of(MetricNames.class.getFields())
                .map(ExposedMetricsTest::value)
                .map(name -> name.replace('.', '_'))
                .collect(Collectors.toSet());
        for (Map<String, Set<String>> metrics : OURS_ELSEWHERE) {
            assertThat(metrics.keySet())
                    .noneMatch(exposed::has)
                    .allMatch(metric ->
                            names.contains(metric.replaceFirst("(_total|_bytes|_seconds(_bucket|_count|_sum)?)$", "")));
        }
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void useTheEngine() {
        given().contentType("text/plain; charset=utf-8")
                .body("rule \"r\" when Checkout() then decision.review(\"r\"); end".getBytes(StandardCharsets.UTF_8))
                .put("/v1/rulesets/" + merchant)
                .then()
                .statusCode(201);
        given().contentType(ContentType.JSON)
                .body("{\"id\":\"one\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\"}".formatted(merchant))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
        for (String path : List.of("/v1/decisions", "/v1/decisions/batch")) {
            given().contentType(ContentType.JSON).body("{").post(path).then().statusCode(400);
        }
        given().contentType(ContentType.JSON)
                .body("{\"kind\":\"fraud\"}")
                .post("/v1/decisions/none/outcome?merchantId=" + merchant)
                .then()
                .statusCode(404);
        given().delete("/v1/usage").then().statusCode(405);
        System.gc();
    }

    private static String scrape() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    private static KnownMetrics known() {
        KnownMetrics known = new KnownMetrics();
        known.expose(scrape());
        OURS_ELSEWHERE.forEach(metrics -> metrics.forEach(known::add));
        ConditionalMetrics.OF_PROMETHEUS.forEach(known::add);
        MonitoringFiles.recordings()
                .forEach(rule -> known.record(
                        rule.path("record").asText(),
                        PromQl.of(rule.path("expr").asText())));
        return known;
    }
}
