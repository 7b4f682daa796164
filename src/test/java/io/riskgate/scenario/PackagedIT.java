package io.riskgate.scenario;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.riskgate.kafka.Broker;
import io.riskgate.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was packaged, jar or native binary, with a Redis, a Kafka and rules in files: that each of these is reached, and that each kind
 * of answer can be written, which a binary can only if its type is listed.
 */
@QuarkusIntegrationTest
@QuarkusTestResource(value = PackagedIT.Neighbours.class, restrictToAnnotatedClass = true)
class PackagedIT {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String CHECKOUT =
            "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":12.50,\"currency\":\"USD\",\"card\":{\"fingerprint\":\"fp\"}}";
    private static final String RULE = "package p\nrule \"r\" when Checkout() then decision.review(\"%s\"); end\n";

    private static Neighbours neighbours;

    /** Started before the engine. */
    public static class Neighbours implements QuarkusTestResourceLifecycleManager {

        private Path directory;
        private RedisServer redis;
        private Broker kafka;

        @Override
        public Map<String, String> start() {
            try {
                directory = Files.createTempDirectory("packaged");
                redis = RedisServer.start();
                kafka = new Broker(Files.createDirectories(directory.resolve("kafka")));
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
            return Map.of(
                    "quarkus.http.host", "127.0.0.1",
                    "quarkus.redis.hosts", redis.uri().toString(),
                    "riskgate.store", "redis",
                    "riskgate.redis.timeout", "500ms",
                    "riskgate.budget", "5s",
                    "riskgate.warm-up", "200ms",
                    "riskgate.keys.required", "false",
                    "riskgate.kafka.bootstrap-servers", kafka.servers(),
                    "riskgate.data-dir", directory.resolve("data").toString(),
                    "riskgate.rules-dir", directory.resolve("rules").toString());
        }

        @Override
        public void inject(TestInjector injector) {
            neighbours = this;
        }

        @Override
        public void stop() {
            kafka.close();
            redis.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(java.io.File::delete);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static RequestSpecification request() {
        return given().config(RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs("text/x-drl", ContentType.TEXT)));
    }

    private static ValidatableResponse upload(String scope, String text) {
        return request()
                .contentType("text/x-drl")
                .body(text)
                .put("/v1/rulesets/{scope}", scope)
                .then();
    }

    private static ValidatableResponse decide(String merchant, String id) {
        return given().contentType(ContentType.JSON)
                .body(CHECKOUT.formatted(id, merchant))
                .post("/v1/decisions")
                .then();
    }

    @Test
    void decision_isAnsweredOnceAndCountedInRedis() {
        upload("counted", """
                rule "r" when Checkout( velocity.count("card", "1h") >= 2 ) then decision.review("second"); end
                """).statusCode(201);
        decide("counted", "1")
                .statusCode(200)
                .body("verdict", equalTo("APPROVE"))
                .body("degraded", equalTo(List.of()));
        decide("counted", "1").statusCode(200).header("Idempotent-Replay", "true");
        decide("counted", "2").body("reasons.code", contains("second")).body("degraded", equalTo(List.of()));

        assertThat((List<?>) neighbours.redis.command("KEYS", "riskgate:*{counted}*"))
                .isNotEmpty();
    }

    @Test
    void upload_decidesTheNextCheckout() {
        upload("uploaded", RULE.formatted("first")).statusCode(201).body("version", equalTo(1));
        decide("uploaded", "1").body("reasons.code", contains("first"));
        upload("uploaded", RULE.formatted("second")).statusCode(201).body("version", equalTo(2));
        decide("uploaded", "2").body("reasons.code", contains("second"));

        upload("uploaded", "rule \"r\" when Checkout( amunt > 1 ) then decision.tag(\"t\"); end")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("problems[0].code", equalTo("unknown_property"))
                .body("problems[0].hint", containsString("amount"));
        decide("uploaded", "3").body("reasons.code", contains("second"));
    }

    @Test
    void changedFile_isLive() throws IOException {
        Path file = Files.createDirectories(neighbours.directory.resolve("rules/filed"))
                .resolve("a.drl");
        Files.writeString(file, RULE.formatted("one"));
        awaitReason("one");
        Files.writeString(file, RULE.formatted("two"));
        awaitReason("two");
    }

    private static void awaitReason(String code) {
        int[] tries = {0};
        await().atMost(LONG)
                .untilAsserted(() -> decide("filed", code + tries[0]++).body("reasons.code", contains(code)));
    }

    @Test
    void decision_comesToKafka() {
        decide("sent", "to-kafka").statusCode(200);

        await().atMost(LONG).ignoreExceptions().until(() -> neighbours.kafka.records("riskgate.decisions").stream()
                .anyMatch(
                        record -> record.key().equals("sent") && record.value().contains("to-kafka")));
    }

    /** What a field of an answer's type, or of one in it, is called says that it was written. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    GET  | /v1/schema                                  |     | 200 | facts
                    PUT  | /v1/merchants/all                           | {}  | 200 | quota
                    GET  | /v1/merchants                               |     | 200 | merchants
                    POST | /v1/merchants/all/keys                      | {"scopes":["decide"]} | 201 | key
                    GET  | /v1/merchants/all/keys                      |     | 200 | keys
                    PUT  | /v1/lists/all/vip/entries                   | {"entries":["a"]} | 200 | added
                    GET  | /v1/lists/all/vip/entries                   |     | 200 | entries
                    PUT  | /v1/limits/all/day                          | {"by":"card","amount":1000,"currency":"USD","window":"24h"} | 201 | onExceeded
                    GET  | /v1/limits/all                              |     | 200 | limits
                    POST | /v1/decisions/explain                       | {"id":"x","merchantId":"all","amount":1,"currency":"USD"} | 200 | rulesets
                    GET  | /v1/reviews?merchantId=all                  |     | 200 | reviews
                    GET  | /v1/usage?merchant=all                      |     | 200 | rows
                    GET  | /v1/statistics/all                          |     | 200 | rows
                    GET  | /v1/merchants/nobody-there/keys/none        |     | 405 | status
                    POST | /v1/decisions                               | {"id":"y"} | 400 | errors
                    GET  | /v1/rulesets/none                           |     | 404 | detail
                    """)
    void answer_isWritten(String method, String path, String body, int status, String field) {
        RequestSpecification request = given();
        if (body != null) {
            request.contentType(ContentType.JSON).body(body);
        }
        request.request(method, path).then().statusCode(status).body("$", hasKey(field));
    }

    @Test
    void lifeOfARuleset_isTold() {
        upload("told", RULE.formatted("first")).statusCode(201);
        upload("told", RULE.formatted("second")).statusCode(201);
        decide("told", "1").statusCode(200);

        given().get("/v1/rulesets/told").then().statusCode(200).body("rules.name", contains("r"));
        given().get("/v1/rulesets/told/versions").then().statusCode(200).body("version", contains(2, 1));
        given().get("/v1/rulesets/told/trials").then().statusCode(200).body("scope", equalTo("told"));
        given().get("/v1/rulesets/told/performance").then().statusCode(200).body("$", hasKey("rules"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("riskgate_decisions"));
        given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("warm-up"));
        // A moment later the journal has it.
        await().atMost(LONG).untilAsserted(() -> given().contentType(ContentType.JSON)
                .body("{\"kind\":\"fraud\"}")
                .post("/v1/decisions/1/outcome?merchantId=told")
                .then()
                .statusCode(200)
                .body("kind", equalTo("fraud")));
        given().contentType(ContentType.JSON)
                .body("{\"verdict\":\"decline\",\"by\":\"ann\"}")
                .post("/v1/reviews/1?merchantId=told")
                .then()
                .statusCode(200)
                .body("state", equalTo("declined"));
    }
}
