package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URLDecoder;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RulesetResourceTest {

    private final String scope = "m-" + UUID.randomUUID();

    @Test
    void upload_decidesTheNextCheckout() {
        upload(rules("first"))
                .statusCode(201)
                .body("scope", equalTo(scope))
                .body("version", equalTo(1))
                .body("rules", equalTo(1))
                .body("mode", equalTo("active"))
                .body("features", hasItem("velocity.count(\"card\", \"10m\")"));
        decide().body("reasons.code", hasItem("first")).body("rulesets", hasItem(scope + "@1"));

        upload(rules("second")).statusCode(201).body("version", equalTo(2));
        decide().body("reasons.code", hasItem("second")).body("rulesets", hasItem(scope + "@2"));
    }

    @Test
    void refusedUpload_namesEveryProblemAndChangesNothing() {
        upload(rules("first")).statusCode(201);

        upload("rule \"a\" when Checkout( amunt > 5, card == null ) then System.exit(1); end")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("problems", hasSize(3))
                .body("problems.code", hasItems("unknown_property", "type_mismatch", "consequence_refused"))
                .body("problems.docs", hasItem("src/docs/rules.md#unknown_property"))
                .body("problems[0].line", equalTo(1))
                .body("problems[0].column", equalTo(25))
                .body(
                        "problems[0].source",
                        equalTo("rule \"a\" when Checkout( amunt > 5, card == null ) then System.exit(1); end"));

        decide().body("reasons.code", hasItem("first"));
        given().get("/v1/rulesets/{scope}", scope)
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("lastFailure.problems", hasSize(3));
    }

    @Test
    void rollback_makesAnEarlierVersionActive() {
        upload(rules("first")).statusCode(201);
        upload(rules("second")).statusCode(201);

        activate("{\"version\":1}").statusCode(200).body("version", equalTo(1));
        decide().body("reasons.code", hasItem("first"));
        given().get("/v1/rulesets/{scope}/versions", scope)
                .then()
                .statusCode(200)
                .body("version", equalTo(java.util.List.of(2, 1)))
                .body("active", equalTo(java.util.List.of(false, true)))
                .body("author", hasItem("anonymous"));

        activate("{\"version\":9}").statusCode(404);
        activate("{\"version\":\"1\"}").statusCode(400).body("errors[0].field", equalTo("version"));
        activate("").statusCode(400);
    }

    @Test
    void text_comesBackAsItWasSent() {
        upload(rules("first")).statusCode(201);

        given().accept(RulesetResource.DRL)
                .get("/v1/rulesets/{scope}", scope)
                .then()
                .statusCode(200)
                .contentType(RulesetResource.DRL)
                .body(equalTo(rules("first")));
    }

    @Test
    void check_changesNothing() {
        drl(rules("checked")).post("/v1/rulesets/check").then().statusCode(200).body("rules", equalTo(1));
        drl("rule").post("/v1/rulesets/check").then().statusCode(422).body("problems.code", hasItem("syntax"));
        given().get("/v1/rulesets/{scope}", scope).then().statusCode(404);
    }

    @Test
    void unknownAndWrongRequests_areRefused() {
        given().get("/v1/rulesets/{scope}", scope).then().statusCode(404).contentType("application/problem+json");
        given().get("/v1/rulesets/{scope}/versions", scope).then().statusCode(404);
        activate("{\"version\":1}").statusCode(404);
        drl(rules("x"))
                .put("/v1/rulesets/{scope}", "x".repeat(129))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("scope"));
        given().config(noCharset())
                .contentType(RulesetResource.DRL)
                .body(new byte[] {(byte) 0xff, (byte) 0xfe})
                .put("/v1/rulesets/{scope}", scope)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("body"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%20",
                "a%00b",
                "a%0Ab",
                "a%E2%80%AEb",
                "a%E2%80%8Bb",
                "%EF%BB%BFa",
                "%EE%80%80",
                "%FF%FE",
                "%ED%A0%80",
                "%C0%AE%C0%AE",
                "PLATFORM",
                "%20platform",
                "%EF%BD%90latform"
            })
    void hiddenOrMisleadingScope_isRefused(String scope) {
        given().urlEncodingEnabled(false)
                .contentType("text/plain; charset=utf-8")
                .body(rules("x"))
                .put("/v1/rulesets/" + scope)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("scope"));
        given().urlEncodingEnabled(false)
                .contentType("text/plain; charset=utf-8")
                .body("a")
                .put("/v1/lists/" + scope + "/blocked/entries")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("scope"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2F..%2Fetc", "..%5C..%5Cx", "%252e%252e", "Caf%C3%A9", "%F0%9F%98%80", "check"})
    void oddScope_isTakenAsItIs(String scope) {
        String odd = scope + "-" + UUID.randomUUID();
        given().urlEncodingEnabled(false)
                .contentType("text/plain; charset=utf-8")
                .body(rules("x"))
                .put("/v1/rulesets/" + odd)
                .then()
                .statusCode(201)
                .body("scope", equalTo(URLDecoder.decode(odd, UTF_8)));
    }

    @Test
    void schema_namesWhatARuleMayUse() {
        given().get("/v1/schema")
                .then()
                .statusCode(200)
                .body("facts.name", hasItems("Checkout", "Item"))
                .body("facts[0].properties.name", hasItems("amount", "card.country"))
                .body("windows", hasItems("10m", "30d"))
                .body("dimensions", hasItem("card"));
    }

    private ValidatableResponse upload(String text) {
        return drl(text).put("/v1/rulesets/{scope}", scope).then();
    }

    private ValidatableResponse activate(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/v1/rulesets/{scope}/active", scope)
                .then();
    }

    private ValidatableResponse decide() {
        return given().contentType(ContentType.JSON)
                .body("{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\"}"
                        .formatted(UUID.randomUUID(), scope))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification drl(String text) {
        return given().config(noCharset()).contentType(RulesetResource.DRL).body(text.getBytes(UTF_8));
    }

    private static RestAssuredConfig noCharset() {
        return RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs(RulesetResource.DRL, ContentType.TEXT));
    }

    private static String rules(String reason) {
        return """
                package test
                rule "only" when
                    Checkout( amount > 0, velocity.count("card", "10m") >= 0 )
                then
                    decision.review("%s");
                end
                """.formatted(reason);
    }
}
