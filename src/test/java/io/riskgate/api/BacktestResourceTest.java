package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class BacktestResourceTest {

    private static final String RULE = "rule \"%s\" when Checkout( amount > %d ) then decision.review(\"%s\"); end";

    private final String scope = "m-" + UUID.randomUUID();

    private static RequestSpecification request() {
        return given().config(RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .encodeContentTypeAs(RulesetResource.DRL, ContentType.TEXT)
                        .encodeContentTypeAs(BacktestResource.JSON_LINES, ContentType.TEXT)
                        .encodeContentTypeAs(BacktestResource.CSV, ContentType.TEXT)));
    }

    private static String rule(String name, int above) {
        return RULE.formatted(name, above, name);
    }

    private ValidatableResponse start(String rules, String query) {
        return request()
                .contentType(RulesetResource.DRL)
                .body(rules)
                .post("/v1/rulesets/" + scope + "/backtest" + query)
                .then();
    }

    private static String id(ValidatableResponse started) {
        return started.statusCode(202)
                .header("Location", containsString("/v1/backtests/"))
                .body("state", notNullValue())
                .extract()
                .path("id");
    }

    private static ValidatableResponse ended(String id) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    String state = given().get("/v1/backtests/{id}", id).path("state");
                    return !state.equals("WAITING") && !state.equals("RUNNING");
                });
        return given().get("/v1/backtests/{id}", id).then().statusCode(200);
    }

    private void decide(String id, int amount) {
        given().contentType(ContentType.JSON)
                .body("{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":%d,\"currency\":\"USD\"}"
                        .formatted(id, scope, amount))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    @Test
    void journal_isReplayedThroughTheText_orThroughAVersion() {
        request()
                .contentType(RulesetResource.DRL)
                .body(rule("first", 100))
                .put("/v1/rulesets/{scope}", scope)
                .then()
                .statusCode(201);
        decide("a", 50);
        decide("b", 150);
        request()
                .contentType(RulesetResource.DRL)
                .body(rule("second", 1_000))
                .put("/v1/rulesets/{scope}", scope)
                .then()
                .statusCode(201);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> ended(id(start(rule("all", 0), "")))
                .body("state", equalTo("DONE"))
                .body("candidate", equalTo(scope + "@candidate"))
                .body("result.checkouts", equalTo(2))
                .body("result.stricter.checkouts", equalTo(1))
                .body("result.stricter.amounts.USD", equalTo(50))
                .body("result.examples.id", equalTo(List.of("a")))
                .body("result.reasonsAfter.code", hasItem("all"))
                .body("progress.fraction", equalTo(1.0f))
                .body("notes", hasSize(3)));
        ended(id(request().post("/v1/rulesets/" + scope + "/backtest?version=1").then()))
                .body("candidate", equalTo(scope + "@1"))
                .body("result.matrix", hasSize(2))
                .body("result.examples", hasSize(0));
    }

    @Test
    void uploadedFile_isReplayed() {
        String line = "{\"id\":\"%d\",\"merchantId\":\"%s\",\"occurredAt\":\"2020-01-01T00:00:00Z\",\"amount\":%d,"
                + "\"currency\":\"USD\",\"label\":\"%s\"}\n";
        String file = request()
                .contentType(BacktestResource.JSON_LINES)
                .body(line.formatted(1, scope, 5, "legitimate") + "{\n" + line.formatted(2, scope, 500, "fraud"))
                .post(BacktestResource.FILES_PATH)
                .then()
                .statusCode(201)
                .body("bytes", notNullValue())
                .body("expiresAt", notNullValue())
                .extract()
                .path("file");

        ended(id(start(rule("dear", 100), "?file=" + file)))
                .body("result.checkouts", equalTo(2))
                .body("result.qualityAfter.recall", equalTo(1.0f))
                .body("result.errors", equalTo(1))
                .body("result.firstErrors[0].line", equalTo(2));
        ended(id(start(rule("dear", 100), "?onError=stop&file=" + file)))
                .body("state", equalTo("FAILED"))
                .body("failure", startsWith("line 2: is not well-formed JSON"));
    }

    @Test
    void events_endWithTheResult() {
        String id = id(start(rule("all", 0), ""));

        String events = given().accept("text/event-stream")
                .get("/v1/backtests/{id}/events", id)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/event-stream"))
                .extract()
                .asString();

        assertThat(events.strip().lines().reduce((first, last) -> last).orElseThrow())
                .startsWith("data:{\"id\":\"" + id)
                .contains("\"state\":\"DONE\"", "\"result\":");
    }

    @Test
    void cancelled_staysWhatItWas() {
        String id = id(start(rule("all", 0), ""));
        ended(id);

        given().delete("/v1/backtests/{id}", id).then().statusCode(204);
        ended(id).body("state", equalTo("DONE"));
        for (String path : new String[] {"/v1/backtests/none", "/v1/backtests/none/events"}) {
            given().get(path).then().statusCode(404).contentType("application/problem+json");
        }
        given().delete("/v1/backtests/none").then().statusCode(404);
    }

    @Test
    void refusedRules_areNamed() {
        start("rule", "").statusCode(422).body("problems.code", hasItem("syntax"));
    }

    @Test
    void versionAndFileThatAreNot_areNotFound() {
        request().post("/v1/rulesets/" + scope + "/backtest?version=1").then().statusCode(404);
        start(rule("x", 0), "?file=none").statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "from=soon, from",
        "from=, from",
        "to=2026-13-01T00:00:00Z, to",
        "from=2026-11-23T08:00:00Z&to=2026-11-23T08:00:00Z, to",
        "warmUp=31d, warmUp",
        "warmUp=721h, warmUp",
        "warmUp=1w, warmUp",
        "sample=0, sample",
        "sample=1.01, sample",
        "sample=half, sample",
        "onError=ignore, onError",
        "merchantId=other, merchantId",
        "version=0, version",
        "version=1, version",
        "file=, file"
    })
    void badParameter_isNamed(String query, String field) {
        request()
                .urlEncodingEnabled(false)
                .contentType(RulesetResource.DRL)
                .body(rule("x", 0))
                .post("/v1/rulesets/" + scope + "/backtest?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void neitherTextNorVersion_isRefused() {
        request()
                .post("/v1/rulesets/" + scope + "/backtest")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("version"));
    }

    @Test
    void rulesOfAnotherType_areRefused() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/rulesets/" + scope + "/backtest")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void fileOfAnotherType_orPacked_isRefused() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .post(BacktestResource.FILES_PATH)
                .then()
                .statusCode(415);
        request()
                .contentType(BacktestResource.CSV)
                .header("Content-Encoding", "gzip")
                .body("x")
                .post(BacktestResource.FILES_PATH)
                .then()
                .statusCode(415);
    }
}
