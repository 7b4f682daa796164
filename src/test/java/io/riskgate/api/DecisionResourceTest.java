package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DecisionResourceTest {

    @Test
    void checkout_getsADecision() {
        String id = UUID.randomUUID().toString();
        post(checkout(id))
                .statusCode(200)
                .contentType("application/json")
                .header(DecisionResource.REPLAY_HEADER, nullValue())
                .body("id", equalTo(id))
                .body("merchantId", equalTo("acme"))
                .body("verdict", notNullValue())
                .body("reasons", notNullValue())
                .body("tags", notNullValue())
                .body("rulesets", notNullValue())
                .body("elapsedMicros", notNullValue());
    }

    @Test
    void designExample_isTaken() {
        post(DecisionExamples.CHECKOUT.replace("chk-1", UUID.randomUUID().toString()))
                .statusCode(200);
    }

    @Test
    void sameIdAgain_isMarkedAsAReplay() {
        String body = checkout(UUID.randomUUID().toString());
        String first = post(body).statusCode(200).extract().asString();
        String again = post(body)
                .statusCode(200)
                .header(DecisionResource.REPLAY_HEADER, "true")
                .extract()
                .asString();
        assertThat(again).isEqualTo(first);
    }

    @Test
    void invalidCheckout_isAProblemThatNamesEveryField() {
        post("{\"id\":5,\"amount\":-1,\"currency\":\"XYZ\",\"items\":[{},{\"price\":\"1\"}]}")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("errors.field", hasItem("id"))
                .body("errors.field", hasItem("merchantId"))
                .body("errors.field", hasItem("amount"))
                .body("errors.field", hasItem("currency"))
                .body("errors.field", hasItem("items[1].price"))
                .body("errors", hasSize(5));
    }

    @Test
    void bodyOver64KiB_isAProblem() {
        post("{\"x\":\"" + "x".repeat(CheckoutReader.BODY_BYTES_MAX) + "\"}")
                .statusCode(400)
                .body("errors[0].field", equalTo("body"));
    }

    @Test
    void emptyBody_isAProblem() {
        given().contentType("application/json")
                .post("/v1/decisions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("body"));
    }

    @Test
    void batch_answersEachInOrder() {
        String a = UUID.randomUUID().toString();
        String b = UUID.randomUUID().toString();
        given().contentType("application/json")
                .body("[" + checkout(a) + ",{\"id\":\"x\"}," + checkout(b) + ",7]")
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body("$", hasSize(4))
                .body("[0].id", equalTo(a))
                .body("[1].status", equalTo(400))
                .body("[1].errors.field", hasItem("amount"))
                .body("[2].id", equalTo(b))
                .body("[3].errors[0].field", equalTo("body"));
    }

    @Test
    void batch_isBounded() {
        String body = IntStream.rangeClosed(0, CheckoutReader.BATCH_MAX)
                .mapToObj(i -> checkout("batch-" + i))
                .collect(Collectors.joining(",", "[", "]"));
        given().contentType("application/json")
                .body(body)
                .post("/v1/decisions/batch")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("body"));
    }

    @Test
    void largeBatch_answersEachInOrder() {
        List<String> ids = IntStream.range(0, CheckoutReader.BATCH_MAX)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        given().contentType("application/json")
                .body(ids.stream()
                        .map(id -> checkout(id) + " ".repeat(2_000))
                        .collect(Collectors.joining(",", "[", "]")))
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body("id", equalTo(ids));
        given().contentType("application/json")
                .body("[" + checkout("x") + " ".repeat(CheckoutBatches.READ_AT_ONCE_BYTES_MAX))
                .post("/v1/decisions/batch")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("body"));
    }

    @Test
    void emptyBatch_hasAnEmptyAnswer() {
        given().contentType("application/json")
                .body("[]")
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body("$", hasSize(0));
    }

    @Test
    void wrongMethodAndMediaType_areProblems() {
        given().get("/v1/decisions")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("status", equalTo(405));
        given().contentType("text/plain")
                .body("hello")
                .post("/v1/decisions")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void charsetAndAuthorization_areAccepted() {
        given().contentType("application/json; charset=UTF-8")
                .header("Authorization", "Bearer whatever")
                .body(checkout(UUID.randomUUID().toString()).getBytes(StandardCharsets.UTF_8))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    @Test
    void unknownPath_isNotFound() {
        given().get("/v1/nothing").then().statusCode(404);
        given().post("/v1/decisions/nothing").then().statusCode(404);
    }

    @Test
    void noContentType_isReadAsJson() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/decisions"))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            checkout(UUID.randomUUID().toString())))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void openApi_showsBodiesAndExamples() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/v1/decisions'.post.requestBody.content.'application/json'.schema", notNullValue())
                .body("paths.'/v1/decisions'.post.responses.'200'.content.'application/json'.examples", notNullValue())
                .body("paths.'/v1/decisions'.post.responses.'400'.content", notNullValue())
                .body("paths.'/v1/decisions/batch'.post.responses.'200'.content", notNullValue())
                .body("components.schemas.Checkout.required", hasItem("merchantId"))
                .body("components.schemas.Checkout.properties.items", notNullValue());
    }

    @Test
    void healthAndMetrics_showTheShards() {
        post(checkout(UUID.randomUUID().toString())).statusCode(200);
        given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItem("shards"));
        given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("shards"));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("riskgate_decision_duration_seconds_bucket{le=\"0.005\"}"))
                .body(containsString("riskgate_decisions_total{verdict="))
                .body(containsString("riskgate_shard_queue_depth{shard=\"0\"}"))
                .body(containsString("riskgate_decisions_degraded_total{kind=\"journal\"} 0.0"));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/decisions")
                .then();
    }

    private static String checkout(String id) {
        return "{\"id\":\"" + id + "\",\"merchantId\":\"acme\",\"amount\":12.5,\"currency\":\"USD\"}";
    }

    @Test
    void explanation_saysWhatKeptARuleFromFiring_andCountsNothing() {
        // State outlives a run of the tests, so each run has a merchant of its own.
        String merchant = "explained-" + System.nanoTime();
        String rules = """
                rule "Third checkout of a card" when Checkout( velocity.count("card", "1h") >= 3 )
                then decision.review("third"); end
                rule "Dear" when Checkout( amount > 1000 ) then decision.review("dear"); end
                rule "Cheap" when Checkout( amount < 1000 ) then decision.tag("cheap"); end
                """;
        given().contentType("text/x-drl")
                .body(rules)
                .put("/v1/rulesets/" + merchant)
                .then()
                .statusCode(201);
        String checkout = """
                {"id":"%s","merchantId":"%s","amount":12.50,"currency":"EUR","card":{"fingerprint":"fp-explained"}}
                """;
        given().contentType("application/json")
                .body(checkout.formatted("one", merchant))
                .post("/v1/decisions");

        for (int i = 0; i < 3; i++) {
            given().contentType("application/json")
                    .body(checkout.formatted("two", merchant))
                    .post("/v1/decisions/explain")
                    .then()
                    .statusCode(200)
                    .body("verdict", equalTo("APPROVE"))
                    .body("counted", equalTo(false))
                    .body("features['velocity.count(\"card\", \"1h\")']", equalTo(2))
                    .body("rulesets.ruleset", hasItem(merchant + "@1"))
                    .body("rulesets.last().rules.fired", contains(false, false, true))
                    .body("rulesets.last().rules[1].failed[0].condition", equalTo("amount > 1000"))
                    .body("rulesets.last().rules[1].failed[0].values.amount", equalTo("12.50"));
        }
        given().contentType("application/json")
                .body(checkout.formatted("one", merchant))
                .post("/v1/decisions/explain")
                .then()
                .body("counted", equalTo(true))
                .body("features['velocity.count(\"card\", \"1h\")']", equalTo(1));
    }

    @Test
    void explanation_ofAnInvalidCheckout_namesTheField() {
        given().contentType("application/json")
                .body("{\"id\":\"x\"}")
                .post("/v1/decisions/explain")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("merchantId"));
    }
}
