package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListResourceTest {

    private static final String ENTRIES = "/v1/lists/{scope}/blocked/entries";

    private final String scope = "m-" + UUID.randomUUID();

    @Test
    void entries_areThereOnceAdded() {
        add("{\"entries\":[\"b\",{\"value\":\"a\",\"expiresAt\":\"2099-12-01T00:00:00Z\"},\"b\"]}")
                .statusCode(200)
                .body("added", equalTo(2));

        given().get(ENTRIES, scope)
                .then()
                .statusCode(200)
                .body("entries.value", equalTo(java.util.List.of("a", "b")))
                .body("entries[0].expiresAt", equalTo("2099-12-01T00:00:00Z"))
                .body("next", nullValue());
        given().get(ENTRIES + "?limit=1", scope).then().body("next", equalTo("a"));
        given().get(ENTRIES + "?limit=1&after=a", scope).then().body("entries.value", hasItem("b"));
        for (String limit : List.of("0", "1001", "-1", "99999999999", "x", "%00")) {
            given().urlEncodingEnabled(false)
                    .get("/v1/lists/" + scope + "/blocked/entries?limit=" + limit)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("limit"));
        }
        given().get(ENTRIES + "/a", scope).then().statusCode(200).body("value", equalTo("a"));
        given().get(ENTRIES + "/c", scope).then().statusCode(404);
    }

    @Test
    void rules_seeTheListAtOnce() {
        given().contentType("text/plain")
                .body(
                        "rule \"r\" when Checkout( lists.contains(\"blocked\", card.fingerprint) ) then decision.decline(\"blocked\"); end")
                .put("/v1/rulesets/{scope}", scope)
                .then()
                .statusCode(201);
        decide().body("verdict", equalTo("APPROVE"));

        one("fp-1", "").statusCode(200);
        decide().body("verdict", equalTo("DECLINE"));

        given().delete(ENTRIES + "/fp-1", scope).then().statusCode(204);
        decide().body("verdict", equalTo("APPROVE"));
    }

    @Test
    void plainLines_andSingleEntries_areTaken() {
        given().contentType("text/plain")
                .body("one\n\n two \r\nthree")
                .put(ENTRIES, scope)
                .then()
                .statusCode(200)
                .body("added", equalTo(3));
        one("a/b c", "{\"expiresAt\":\"2099-01-01T00:00:00Z\"}").statusCode(200);
        one("two", "").statusCode(200);

        given().get(ENTRIES, scope).then().body("entries", hasSize(4));
    }

    @Test
    void hundredThousandEntries_areTakenAtOnceAndNoMore() {
        add(bulk(100_000)).statusCode(200).body("added", equalTo(100_000));
        add(bulk(100_001)).statusCode(400).body("errors[0].field", equalTo("entries"));
    }

    @Test
    void deletedList_isUnknown() {
        add("{\"entries\":[\"a\"]}").statusCode(200);
        given().delete(ENTRIES, scope).then().statusCode(204);
        given().get(ENTRIES, scope).then().statusCode(404).contentType("application/problem+json");
        given().delete(ENTRIES, scope).then().statusCode(404);
        given().delete(ENTRIES + "/a", scope).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                              | body",
                "[]                                             | body",
                "{\"entries\":\"a\"}                            | body",
                "{\"entries\":[5]}                              | entries[0]",
                "{\"entries\":[{\"expiresAt\":null}]}           | entries[0].value",
                "{\"entries\":[\"a\",\"\"]}                     | entries[1].value",
                "{\"entries\":[\"a\\u0000\"]}                   | entries[0].value",
                "{\"entries\":[{\"value\":\"a\",\"expiresAt\":\"soon\"}]} | entries[0].expiresAt",
                "{\"entries\":[{\"value\":\"a\",\"expires\":\"2099-12-01T00:00:00Z\"}]} | entries[0].expires",
                "{\"entries\":[\"a\",{\"expiresat\":null,\"value\":\"b\"}]} | entries[1].expiresat",
                "{\"entries\":[{\"value\":\"a\",\"more\":[[{}]]}]}   | entries[0].more",
                "{\"entries\":[\"a\"]} x                        | body"
            })
    void malformedBodies_nameTheirField(String body, String field) {
        add(body).statusCode(400).contentType("application/problem+json").body("errors[0].field", equalTo(field));
        given().get(ENTRIES, scope).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"expires\":\"2099-12-01T00:00:00Z\"}             | expires",
                "{\"value\":\"b\"}                                | value",
                "{\"expiresAt\":5}                                  | expiresAt"
            })
    void malformedBodiesOfOneEntry_nameTheirField(String body, String field) {
        one("a", body).statusCode(400).body("errors[0].field", equalTo(field));
        given().get(ENTRIES, scope).then().statusCode(404);
    }

    @Test
    void answerOfAnEntry_isTakenAsItsBody() {
        one("a", "{\"expiresAt\":\"2099-12-01T00:00:00Z\"}").statusCode(200);
        String answer = given().get(ENTRIES + "/a", scope).asString();
        one("a", answer).statusCode(200).body("expiresAt", equalTo("2099-12-01T00:00:00Z"));
        one("a", "{\"value\":\"a\",\"expiresAt\":null}").statusCode(200).body("expiresAt", nullValue());
    }

    @Test
    void wrongNames_areRefused() {
        given().contentType(ContentType.JSON)
                .body("{\"entries\":[\"a\"]}")
                .put("/v1/lists/{scope}/{name}/entries", scope, "My List")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("name"));
        given().get(ENTRIES + "?limit=0", scope).then().statusCode(404);
    }

    private ValidatableResponse add(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put(ENTRIES, scope)
                .then();
    }

    private ValidatableResponse one(String value, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put(ENTRIES + "/{value}", scope, value)
                .then();
    }

    private ValidatableResponse decide() {
        return given().contentType(ContentType.JSON)
                .body(
                        "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\",\"card\":{\"fingerprint\":\"fp-1\"}}"
                                .formatted(UUID.randomUUID(), scope))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    private static String bulk(int entries) {
        return IntStream.range(0, entries)
                .mapToObj(i -> "\"v" + i + "\"")
                .collect(Collectors.joining(",", "{\"entries\":[", "]}"));
    }
}
