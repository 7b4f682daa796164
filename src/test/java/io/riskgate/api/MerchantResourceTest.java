package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MerchantResourceTest {

    private static final String MERCHANT = "/v1/merchants/{id}";
    private static final String KEYS = MERCHANT + "/keys";

    private final String id = "m-" + UUID.randomUUID();

    private ValidatableResponse put(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put(MERCHANT, id)
                .then();
    }

    private ValidatableResponse makeKey(String merchant, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(KEYS, merchant)
                .then();
    }

    private ValidatableResponse decide(String rule) {
        given().contentType("text/plain")
                .body("rule \"r\" when Checkout() then " + rule + " end")
                .put("/v1/rulesets/{scope}", id)
                .then()
                .statusCode(201);
        return given().contentType(ContentType.JSON)
                .body("{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\"}"
                        .formatted(UUID.randomUUID(), id))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    @Test
    void document_holdsFromNowOn() {
        given().get(MERCHANT, id).then().statusCode(404);
        decide("decision.score(40, \"s\");").body("verdict", equalTo("APPROVE"));

        put("{\"plan\":\"trial\",\"reviewAt\":30,\"quota\":{\"perSecond\":7},\"timeZone\":\"Europe/Berlin\"}")
                .statusCode(200)
                .body("id", equalTo(id))
                .body("plan", equalTo("trial"))
                .body("testTraffic", equalTo(true))
                .body("reviewAt", equalTo(30))
                .body("declineAt", equalTo(80))
                .body("fallback", equalTo("REVIEW"))
                .body("quota.perSecond", equalTo(7))
                .body("quota.burst", equalTo(7))
                .body("masking", equalTo("default"))
                .body("traceAttributes", equalTo(List.of("verdict", "degraded")))
                .body("timeZone", equalTo("Europe/Berlin"));
        decide("decision.score(40, \"s\");").body("verdict", equalTo("REVIEW"));

        String answered =
                given().get(MERCHANT, id).then().statusCode(200).extract().asString();
        put(answered).statusCode(200).body("quota.burst", equalTo(7));
        given().delete(MERCHANT, id).then().statusCode(204);
        given().delete(MERCHANT, id).then().statusCode(404);
        decide("decision.score(40, \"s\");").body("verdict", equalTo("APPROVE"));
    }

    @Test
    void webhook_isShownWithoutItsSecret() {
        String answered =
                put("{\"webhook\":{\"url\":\"https://shop.example/reviews\",\"secret\":\"0123456789abcdef\"}}")
                        .statusCode(200)
                        .body("webhook", equalTo(Map.of("url", "https://shop.example/reviews")))
                        .extract()
                        .asString();
        put(answered).statusCode(200).body("webhook.url", equalTo("https://shop.example/reviews"));
        given().get(MERCHANT, id).then().body("webhook", equalTo(Map.of("url", "https://shop.example/reviews")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                  | body",
                "[]                                 | body",
                "{} x                               | body",
                "{\"plan\":\"gold\"}                | plan",
                "{\"plan\":5}                       | plan",
                "{\"reviewAt\":0}                   | reviewAt",
                "{\"reviewAt\":\"5\"}               | reviewAt",
                "{\"reviewAt\":1.5}                 | reviewAt",
                "{\"reviewAt\":90}                  | reviewAt",
                "{\"reviewAt\":50,\"declineAt\":50} | declineAt",
                "{\"declineAt\":99999999999}        | declineAt",
                "{\"fallback\":\"MAYBE\"}           | fallback",
                "{\"quota\":5}                      | quota",
                "{\"quota\":{\"burst\":5}}          | quota.perSecond",
                "{\"quota\":{\"perSecond\":0}}      | quota.perSecond",
                "{\"quota\":{\"perSecond\":9,\"burst\":5}} | quota.burst",
                "{\"quota\":{\"perSecond\":9,\"per\":5}} | quota.per",
                "{\"masking\":\"A B\"}              | masking",
                "{\"traceSampling\":1.01}           | traceSampling",
                "{\"traceSampling\":\"all\"}        | traceSampling",
                "{\"traceAttributes\":\"score\"}    | traceAttributes",
                "{\"traceAttributes\":[\"email\"]}  | traceAttributes",
                "{\"timeZone\":\"Atlantis\"}        | timeZone",
                "{\"reviewat\":5}                   | reviewat",
                "{\"webhook\":{\"secret\":\"0123456789abcdef\"}} | webhook.url",
                "{\"webhook\":{\"url\":\"https://a b/\",\"secret\":\"0123456789abcdef\"}} | webhook.url",
                "{\"webhook\":{\"url\":\"http://shop.example/\",\"secret\":\"0123456789abcdef\"}} | webhook.url",
                "{\"webhook\":{\"url\":\"https://u:p@shop.example/\",\"secret\":\"0123456789abcdef\"}} | webhook.url",
                "{\"webhook\":{\"url\":\"mailto:a@shop.example\",\"secret\":\"0123456789abcdef\"}} | webhook.url",
                "{\"webhook\":{\"url\":\"https://shop.example/\",\"secret\":\"short\"}} | webhook.secret",
                "{\"plan\":\"trial\",\"plan\":\"trial\"} | body"
            })
    void malformedDocument_namesItsField(String body, String field) {
        put(body).statusCode(400).contentType("application/problem+json").body("errors[0].field", equalTo(field));
        given().get(MERCHANT, id).then().statusCode(404);
    }

    @Test
    void documentThatIsTooLarge_isRefused() {
        put("{\"masking\":\"" + "a".repeat(70_000) + "\"}").statusCode(400).body("errors[0].field", equalTo("body"));
    }

    @Test
    void key_isShownOnce() {
        String keyId = makeKey(id, "{\"scopes\":[\"rules\",\"decide\"],\"expiresAt\":\"2099-01-01T00:00:00Z\"}")
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("key", matchesPattern("rk_[0-9a-z]{12}_[0-9a-zA-Z]{43}"))
                .body("scopes", equalTo(List.of("decide", "rules")))
                .body("expiresAt", equalTo("2099-01-01T00:00:00Z"))
                .body("createdAt", notNullValue())
                .extract()
                .path("id");

        given().get(KEYS, id)
                .then()
                .statusCode(200)
                .body("keys", hasSize(1))
                .body("keys[0].id", equalTo(keyId))
                .body("keys[0]", not(org.hamcrest.Matchers.hasKey("key")));
        given().delete(KEYS + "/" + keyId, id).then().statusCode(204);
        given().delete(KEYS + "/" + keyId, id).then().statusCode(404);
        given().get(KEYS, id).then().body("keys", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | scopes",
                "{\"scopes\":[]}                                 | scopes",
                "{\"scopes\":\"decide\"}                         | scopes",
                "{\"scopes\":[\"root\"]}                         | scopes",
                "{\"scopes\":[\"admin\"]}                        | scopes",
                "{\"scopes\":[\"decide\"],\"expiresAt\":\"soon\"} | expiresAt",
                "{\"scopes\":[\"decide\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"} | expiresAt",
                "{\"scopes\":[\"decide\"],\"secret\":\"x\"}      | secret"
            })
    void malformedKey_namesItsField(String body, String field) {
        makeKey(id, body).statusCode(400).body("errors[0].field", equalTo(field));
    }

    @Test
    void platform_hasKeysOfAdminsAndNoDocument() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .put(MERCHANT, "platform")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("id"));
        given().delete(MERCHANT, "platform").then().statusCode(400);
        makeKey("platform", "{\"scopes\":[\"decide\"]}").statusCode(400);
        String keyId = makeKey("platform", "{\"scopes\":[\"admin\"]}")
                .statusCode(201)
                .extract()
                .path("id");
        given().delete(KEYS + "/" + keyId, "platform").then().statusCode(204);
    }

    @Test
    void merchants_areToldInPages() {
        put("{}").statusCode(200);
        String before = id.substring(0, id.length() - 1);

        given().get("/v1/merchants?limit=1&after=" + before)
                .then()
                .statusCode(200)
                .body("merchants.id", equalTo(List.of(id)))
                .body("next", equalTo(id));
        given().get("/v1/merchants?limit=1000&after=~").then().body("next", nullValue());
        for (String limit : List.of("0", "1001", "x")) {
            given().get("/v1/merchants?limit=" + limit)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("limit"));
        }
    }
}
