package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.riskgate.redis.RedisServer;
import io.riskgate.telemetry.ConditionalMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What callers see of rulesets and lists that are in Redis, and of decisions that are made again with those. */
@QuarkusTest
@QuarkusTestResource(value = SharedStateTest.Redis.class, restrictToAnnotatedClass = true)
class SharedStateTest extends ReplayContract {

    private static final String RULES =
            "package p\nrule \"r\" when Checkout() then decision.decline(\"shared\"); end\n";

    private static final Path DATA = Path.of("target/test-data-redis");

    private static RedisServer server;

    /** Starts the server before the application. */
    public static class Redis implements QuarkusTestResourceLifecycleManager {

        private RedisServer started;

        @Override
        public Map<String, String> start() {
            started = RedisServer.start();
            return Map.of(
                    "riskgate.store",
                    "redis",
                    "riskgate.node",
                    "n1",
                    "riskgate.data-dir",
                    DATA.toString(),
                    "quarkus.redis.hosts",
                    started.uri().toString());
        }

        @Override
        public void inject(TestInjector injector) {
            server = started;
        }

        @Override
        public void stop() {
            started.close();
        }
    }

    private final String scope = "m-" + UUID.randomUUID();

    @Override
    Path dataDir() {
        return DATA;
    }

    private ValidatableResponse upload() {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(
                                EncoderConfig.encoderConfig().encodeContentTypeAs("text/x-drl", ContentType.TEXT)))
                .contentType("text/x-drl")
                .body(RULES)
                .put("/v1/rulesets/{scope}", scope)
                .then();
    }

    private ValidatableResponse putOnList(String value) {
        return given().put("/v1/lists/{scope}/blocked/entries/{value}", scope, value)
                .then();
    }

    private ValidatableResponse decide() {
        return given().contentType(ContentType.JSON)
                .body("{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":1,\"currency\":\"USD\"}"
                        .formatted(UUID.randomUUID(), scope))
                .post("/v1/decisions")
                .then();
    }

    @Test
    void description_namesTheNodes() {
        upload().statusCode(201);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> given().get("/v1/rulesets/{scope}", scope)
                .then()
                .statusCode(200)
                .body("nodes.node", contains("n1"))
                .body("nodes.version", contains(1)));
    }

    private static String redisSeverity() {
        return given().get("/v1/ops/diagnosis")
                .then()
                .statusCode(200)
                .extract()
                .path("findings.find { it.id == 'redis' }.severity");
    }

    @Test
    void breakerOfRedis_isDiagnosedWhileItIsOpenAndAfterwards() {
        given().contentType("text/plain")
                .body(
                        "rule \"v\" when Checkout( velocity.count(\"merchant\", \"1h\") > 1000000 ) then decision.tag(\"t\"); end")
                .put("/v1/rulesets/{scope}", scope)
                .then()
                .statusCode(201);
        decide().statusCode(200);
        assertThat(redisSeverity()).isIn("OK", "NOTICE", "WARNING");
        server.freeze();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (int i = 0; i < 20; i++) {
                    decide().statusCode(200);
                }
                return redisSeverity().equals("CRITICAL");
            });
        } finally {
            server.thaw();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            decide().statusCode(200);
            return redisSeverity().equals("WARNING");
        });
    }

    @Test
    void frozenRedis_refusesChangesAndDecidesOn() {
        upload().statusCode(201);
        putOnList("before").statusCode(200);
        server.freeze();
        try {
            upload().statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:riskgate:problem:store-unavailable"))
                    .body("detail", containsString("Redis"));
            putOnList("meanwhile").statusCode(503).body("type", equalTo("urn:riskgate:problem:store-unavailable"));
            given().get("/v1/lists/{scope}/blocked/entries/before", scope)
                    .then()
                    .statusCode(200);
            decide().statusCode(200).body("reasons.code", hasItem("shared"));
        } finally {
            server.thaw();
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            upload().statusCode(201);
            putOnList("after").statusCode(200);
        });
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    /** Enough to open the breaker, or to close it. */
    private void decideOften() {
        for (int i = 0; i < 50; i++) {
            decide().statusCode(200);
        }
    }

    /** Of a merchant whose rules look into no windows. */
    @Test
    void breakerOfTheLedger_showsInWhatAlertsAskFor() {
        given().contentType(ContentType.JSON)
                .body("{\"by\":\"merchant\",\"amount\":1000000,\"currency\":\"USD\",\"window\":\"24h\"}")
                .put("/v1/limits/{scope}/daily", scope)
                .then()
                .statusCode(201);
        decide().statusCode(200);
        double openings = metric("riskgate_redis_breaker_openings_total");
        double roundTripsOfWindows = metric("riskgate_redis_round_trips_total");
        server.freeze();
        try {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                decideOften();
                assertThat(metric("riskgate_redis_breaker_open")).isEqualTo(1);
                assertThat(metric("riskgate_redis_breaker_openings_total")).isGreaterThan(openings);
            });
        } finally {
            server.thaw();
        }
        awaitClosedBreaker();
        assertThat(metric("riskgate_redis_round_trips_total")).isEqualTo(roundTripsOfWindows);
    }

    private void awaitClosedBreaker() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            decideOften();
            assertThat(metric("riskgate_redis_breaker_open")).isZero();
        });
    }

    @Test
    void frozenRedis_showsInWhatAlertsAskFor() {
        given().contentType("text/plain; charset=utf-8")
                .body("rule \"r\" when Checkout( velocity.count(\"card\", \"1h\") >= 9 ) then decision.tag(\"t\"); end"
                        .getBytes(UTF_8))
                .put("/v1/rulesets/{scope}", scope)
                .then()
                .statusCode(201);
        decide().statusCode(200);
        String exposed = given().get("/q/metrics").asString();
        assertThat(ConditionalMetrics.WITH_REDIS.keySet()).allMatch(name -> exposed.contains("\n" + name));
        assertThat(metric("riskgate_redis_duration_seconds_count")).isPositive();
        double openings = metric("riskgate_redis_breaker_openings_total");
        server.freeze();
        try {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                decideOften();
                assertThat(metric("riskgate_redis_breaker_open")).isEqualTo(1);
                assertThat(metric("riskgate_redis_breaker_openings_total")).isGreaterThan(openings);
                assertThat(metric("riskgate_redis_backlog_seconds")).isPositive();
            });
            assertThat(given().get("/q/metrics").asString())
                    .contains(ConditionalMetrics.WITHOUT_AN_ANSWER_OF_REDIS.keySet());
        } finally {
            server.thaw();
        }
        awaitClosedBreaker();
        // What is missed meanwhile, on a busy machine, is brought in too.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(metric("riskgate_redis_backlog_seconds"))
                .isZero());
    }
}
