package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How decisions are made again, wherever the texts of rules lie. */
abstract class ReplayContract {

    private static final String RULES = """
            rule "often" when Checkout( velocity.count("card", "1h") >= 2 ) then decision.review("often"); end
            rule "known" when Checkout( lists.contains("known_cards", card.fingerprint) ) then decision.score(7, "known"); end
            """;

    private final String merchant = "m-" + UUID.randomUUID();

    /** The engine's. */
    abstract Path dataDir();

    private void upload(String rules) {
        given().contentType("text/plain")
                .body(rules)
                .put("/v1/rulesets/{scope}", merchant)
                .then()
                .statusCode(201);
    }

    private void decide(String id) {
        given().contentType(ContentType.JSON)
                .body("""
                        {"id":"%s","merchantId":"%s","amount":9.90,"currency":"USD","card":{"fingerprint":"fp-%s"}}""".formatted(id, merchant, merchant))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse replay(String id) {
        return given().queryParam("merchantId", merchant)
                .get("/v1/decisions/{id}/replay", id)
                .then();
    }

    /** The journal is written behind the answer. */
    private ValidatableResponse replayed(String id) {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> replay(id).statusCode(200));
        return replay(id);
    }

    @Test
    void decision_comesOutTheSame_whateverHasChangedSince() {
        given().put("/v1/lists/{scope}/known_cards/entries/{value}", merchant, "fp-" + merchant)
                .then()
                .statusCode(200);
        upload(RULES);
        decide("1");
        decide("2");
        given().delete("/v1/lists/{scope}/known_cards/entries/{value}", merchant, "fp-" + merchant);
        upload("rule \"other\" when Checkout() then decision.decline(\"other\"); end");
        decide("3");

        replayed("2")
                .body("decidedAt", containsString("T"))
                .body("decision.id", equalTo("2"))
                .body("decision.merchantId", equalTo(merchant))
                .body("decision.rulesets", hasItem(merchant + "@1"))
                .body("decision.verdict", equalTo("REVIEW"))
                .body("same", equalTo(true))
                .body("again.verdict", equalTo("REVIEW"))
                .body("again.score", equalTo(7))
                .body("again.reasons.code", hasItem("often"))
                .body("again.reasons.code", hasItem("known"));
        replayed("1").body("same", equalTo(true)).body("again.verdict", equalTo("APPROVE"));
        replayed("3").body("same", equalTo(true)).body("again.verdict", equalTo("DECLINE"));
    }

    @Test
    void decisionThatIsNotThere_isNamed() {
        replay("nobody")
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", allOf(containsString("\"nobody\""), containsString(merchant)));
        given().get("/v1/decisions/{id}/replay", "nobody")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("merchantId"));
    }

    @Test
    void decisionOfAForgottenDay_isGone() throws IOException {
        decide("1");
        replayed("1");
        // The engine has read it, and goes on sealing with it.
        Path key = dataDir().resolve("keys/" + LocalDate.now(ZoneOffset.UTC) + ".key");
        Path aside = key.resolveSibling("aside");
        Files.move(key, aside);
        try {
            replay("1")
                    .statusCode(410)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:riskgate:problem:gone"))
                    .body("detail", equalTo("The key of the day of the decision is not there any more"));
        } finally {
            Files.move(aside, key);
        }
    }
}
