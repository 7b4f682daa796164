package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LimitResourceTest {

    private static final String DAILY = "{\"by\":\"customer\",\"amount\":100,\"currency\":\"USD\",\"window\":\"24h\"}";

    private final String merchant = "m-" + UUID.randomUUID();

    @Test
    void limit_isThereOnceSet() {
        put("daily", DAILY).statusCode(201).body("hold", equalTo("30m")).body("onExceeded", equalTo("decline"));
        put(
                        "daily",
                        "{\"by\":\"attributes.tier\",\"amount\":99.95,\"currency\":\"EUR\",\"window\":\"7d\",\"hold\":\"90s\",\"onExceeded\":\"review\"}")
                .statusCode(200);
        given().get("/v1/limits/{scope}/daily", merchant)
                .then()
                .statusCode(200)
                .body("scope", equalTo(merchant))
                .body("name", equalTo("daily"))
                .body("by", equalTo("attributes.tier"))
                .body("amount", equalTo(99.95f))
                .body("currency", equalTo("EUR"))
                .body("window", equalTo("7d"))
                .body("hold", equalTo("90s"))
                .body("onExceeded", equalTo("review"));
        put("another", DAILY).statusCode(201);
        given().get("/v1/limits/{scope}", merchant)
                .then()
                .statusCode(200)
                .body("limits.name", equalTo(List.of("another", "daily")));

        given().delete("/v1/limits/{scope}/daily", merchant).then().statusCode(204);
        given().delete("/v1/limits/{scope}/daily", merchant).then().statusCode(404);
        given().get("/v1/limits/{scope}/daily", merchant)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().get("/v1/limits/{scope}", merchant).then().body("limits", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                                           | body",
                "{                                                                            | body",
                "{\"by\":\"shoe\",\"amount\":1,\"currency\":\"USD\",\"window\":\"24h\"}        | by",
                "{\"by\":\"card\",\"currency\":\"USD\",\"window\":\"24h\"}                     | amount",
                "{\"by\":\"card\",\"amount\":0,\"currency\":\"USD\",\"window\":\"24h\"}        | amount",
                "{\"by\":\"card\",\"amount\":1.00001,\"currency\":\"USD\",\"window\":\"24h\"}  | amount",
                "{\"by\":\"card\",\"amount\":1.00000000000000000001,\"currency\":\"USD\",\"window\":\"24h\"} | amount",
                "{\"by\":\"card\",\"amount\":1e400,\"currency\":\"USD\",\"window\":\"24h\"}    | amount",
                "{\"by\":\"card\",\"amount\":1e999999999,\"currency\":\"USD\",\"window\":\"24h\"} | amount",
                "{\"by\":\"card\",\"amount\":-1e999999999,\"currency\":\"USD\",\"window\":\"24h\"} | amount",
                "{\"by\":\"card\",\"amount\":1e-999999999,\"currency\":\"USD\",\"window\":\"24h\"} | amount",
                "{\"by\":\"card\",\"amount\":0e999999999,\"currency\":\"USD\",\"window\":\"24h\"} | amount",
                "{\"by\":\"card\",\"amount\":1e99999999999,\"currency\":\"USD\",\"window\":\"24h\"} | body",
                "{\"by\":\"card\",\"amount\":1,\"currency\":\"usd\",\"window\":\"24h\"}        | currency",
                "{\"by\":\"card\",\"amount\":1,\"currency\":\"USD\",\"window\":\"1w\"}         | window",
                "{\"by\":\"card\",\"amount\":1,\"currency\":\"USD\",\"window\":\"24h\",\"hold\":\"8d\"} | hold",
                "{\"by\":\"card\",\"amount\":1,\"currency\":\"USD\",\"window\":\"24h\",\"hold\":\"soon\"} | hold",
                "{\"by\":\"card\",\"amount\":1,\"currency\":\"USD\",\"window\":\"24h\",\"onExceeded\":\"approve\"} | onExceeded",
                "{\"by\":\"card\",\"amount\":1,\"currency\":\"USD\",\"window\":\"24h\",\"onExceded\":\"review\"} | onExceded",
                "{\"by\":\"card\",\"amount\":\"1\",\"currency\":\"USD\",\"window\":\"24h\"}    | amount",
                "{\"by\":\"card\",\"amount\":1,\"currency\":[],\"window\":\"24h\"}         | currency",
                "{\"by\":\"card\",\"amount\":1,\"currency\":\"USD\"}                       | window"
            })
    void limitThatIsNone_namesItsField(String body, String field) {
        put("daily", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
        given().get("/v1/limits/{scope}/daily", merchant).then().statusCode(404);
    }

    @Test
    void everyFieldThatIsWrong_isNamedAtOnce() {
        put("daily", "{\"by\":\"shoe\",\"amount\":-1e999999999,\"hold\":\"soon\",\"note\":1}")
                .statusCode(400)
                .body("errors.field", equalTo(List.of("amount", "by", "window", "currency", "hold", "note")));
    }

    @Test
    void checkoutsUnderALimit_reserve_andAreSettled() {
        put("daily", DAILY).statusCode(201);
        decide("1", 60)
                .body("verdict", equalTo("APPROVE"))
                .body("reservation.expiresAt", notNullValue())
                .body("reservation.limits[0].name", equalTo("daily"))
                .body("reservation.limits[0].scope", equalTo(merchant))
                .body("reservation.limits[0].by", equalTo("customer"));
        decide("2", 60)
                .body("verdict", equalTo("DECLINE"))
                .body("reservation", nullValue())
                .body("reasons[0].code", equalTo("limit_exceeded"))
                .body("reasons[0].rule", equalTo("daily"))
                .body("reasons[0].ruleset", equalTo("limits:" + merchant));

        settle("1", "release")
                .statusCode(200)
                .body("id", equalTo("1"))
                .body("merchantId", equalTo(merchant))
                .body("state", equalTo("released"))
                .body("limits[0].name", equalTo("daily"))
                .header("Idempotent-Replay", nullValue());
        settle("1", "confirm")
                .statusCode(200)
                .body("state", equalTo("released"))
                .header("Idempotent-Replay", equalTo("true"));
        decide("3", 60).body("verdict", equalTo("APPROVE"));
        settle("3", "confirm").statusCode(200).body("state", equalTo("confirmed"));
        decide("4", 60).body("verdict", equalTo("DECLINE"));
    }

    @Test
    void settlingWhatIsNotReserved_isA404ThatNamesTheId() {
        settle("nobody", "confirm")
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("\"nobody\""));
        decide("unlimited", 60).body("verdict", equalTo("APPROVE"));
        settle("unlimited", "release").statusCode(404);
        for (String body :
                List.of("", "{}", "{\"merchantId\":\"\"}", "{\"merchantId\":\"\\ud800\"}", "{\"merchantId\":5}")) {
            given().contentType(ContentType.JSON)
                    .body(body)
                    .post("/v1/decisions/x/confirm")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("merchantId"));
        }
        given().contentType(ContentType.JSON)
                .body("{\"merchantid\":\"acme\"}")
                .post("/v1/decisions/x/confirm")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("merchantid"));
    }

    @Test
    void rules_seeWhatIsAvailable_alsoOfALimitThatIsSetLater() {
        given().contentType("text/plain")
                .body(
                        "rule \"r\" when Checkout( limits.available(\"daily\") < 50 ) then decision.review(\"near_its_limit\"); end")
                .put("/v1/rulesets/{scope}", merchant)
                .then()
                .statusCode(201)
                .body("limits", equalTo(List.of("daily")));
        decide("1", 60).body("verdict", equalTo("APPROVE"));
        put("daily", DAILY).statusCode(201);
        decide("2", 60).body("verdict", equalTo("APPROVE"));
        decide("3", 10).body("verdict", equalTo("REVIEW")).body("reasons[0].code", equalTo("near_its_limit"));
        given().contentType(ContentType.JSON)
                .body(checkout("4", 31))
                .post("/v1/decisions/explain")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("DECLINE"))
                .body("features.'limits.available(\"daily\")'", equalTo(30.0f));
    }

    private ValidatableResponse put(String name, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/v1/limits/{scope}/{name}", merchant, name)
                .then();
    }

    private ValidatableResponse settle(String id, String how) {
        return given().contentType(ContentType.JSON)
                .body("{\"merchantId\":\"%s\"}".formatted(merchant))
                .post("/v1/decisions/{id}/" + how, id)
                .then();
    }

    private ValidatableResponse decide(String id, int amount) {
        return given().contentType(ContentType.JSON)
                .body(checkout(id, amount))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    private String checkout(String id, int amount) {
        return "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":%d,\"currency\":\"USD\",\"customer\":{\"id\":\"ann\"}}"
                .formatted(id, merchant, amount);
    }
}
