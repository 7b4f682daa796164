package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.FileJournal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class OutcomeResourceTest {

    private static final String RULES = """
            rule "Large" when Checkout( amount > 100 ) then decision.review("large"); end
            rule "Foreign" when Checkout( card.country == "BR" ) then decision.score(10, "foreign"); end
            """;

    @Inject
    FileJournal journal;

    private final String merchant = "m-" + UUID.randomUUID();
    private int decided;

    private void upload() {
        given().contentType("text/plain")
                .body(RULES)
                .put("/v1/rulesets/{scope}", merchant)
                .then()
                .statusCode(201);
    }

    /** Returns when the journal has it. */
    private void decide(String id, int amount) {
        given().contentType(ContentType.JSON)
                .body("""
                        {"id":"%s","merchantId":"%s","amount":%d,"currency":"USD",
                         "card":{"fingerprint":"fp-%s","country":"BR"}}""".formatted(id, merchant, amount, id))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
        decided++;
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> given().queryParam("merchant", merchant)
                .get("/v1/usage")
                .then()
                .body("rows.decisions.sum()", equalTo(decided)));
    }

    private ValidatableResponse tell(String id, String body) {
        return given().contentType(ContentType.JSON)
                .queryParam("merchantId", merchant)
                .body(body)
                .post("/v1/decisions/{id}/outcome", id)
                .then();
    }

    private ValidatableResponse performance() {
        return given().get("/v1/rulesets/{scope}/performance", merchant).then();
    }

    @Test
    void outcome_isKnown_andTheLastOneCounts() {
        upload();
        decide("1", 5);
        tell("1", "{\"kind\":\"legitimate\",\"occurredAt\":\"2026-01-02T03:04:05Z\",\"note\":\"paid\"}")
                .statusCode(200)
                .body("id", equalTo("1"))
                .body("merchantId", equalTo(merchant))
                .body("kind", equalTo("legitimate"))
                .body("occurredAt", equalTo("2026-01-02T03:04:05Z"))
                .body("note", equalTo("paid"))
                .body("verdict", equalTo("APPROVE"))
                .body("recordedAt", notNullValue())
                .body("replaces", nullValue());
        tell("1", "{\"kind\":\"chargeback\"}")
                .statusCode(200)
                .body("kind", equalTo("chargeback"))
                .body("replaces", equalTo("legitimate"));
    }

    @Test
    void checkoutThatIsNotThere_isNamed() {
        tell("nobody", "{\"kind\":\"fraud\"}")
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", allOf(containsString("\"nobody\""), containsString(merchant)));
    }

    @Test
    void valueOfTheCheckout_isPutOnAList() {
        decide("1", 5);
        String stolen = "{\"kind\":\"fraud\",\"list\":{\"name\":\"stolen_cards\",\"property\":\"card\"}}";
        tell("1", stolen)
                .statusCode(200)
                .body("list.name", equalTo("stolen_cards"))
                .body("list.property", equalTo("card"))
                .body("list.value", equalTo("fp-1"))
                .body("list.added", equalTo(1));
        tell("1", stolen).statusCode(200).body("list.added", equalTo(0));
        given().get("/v1/lists/{scope}/stolen_cards/entries/fp-1", merchant)
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(changes()).hasSize(2).allSatisfy(change -> {
                    assertThat(change.what()).isEqualTo("POST /v1/decisions/{id}/outcome");
                    assertThat(change.subject()).isEqualTo("stolen_cards");
                }));

        tell("1", stolen.replace("\"card\"", "\"email\""))
                .statusCode(400)
                .body("errors[0].field", equalTo("list.property"));
        tell("1", stolen.replace("stolen_cards", "Stolen cards"))
                .statusCode(400)
                .body("errors[0].field", equalTo("list.name"));
    }

    /** Those of the merchant that the journal has. */
    private List<ChangeEntry> changes() throws IOException {
        List<ChangeEntry> changes = new ArrayList<>();
        journal.replaySince(Instant.now().minus(Duration.ofMinutes(1)), "\"change\":", entry -> {
            if (entry instanceof ChangeEntry change && change.scope().equals(merchant)) {
                changes.add(change);
            }
        });
        return changes;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                                     | body",
                "{}                                                                     | kind",
                "{\"kind\":\"FRAUD\"}                                                   | kind",
                "{\"kind\":\"fraud\",\"occurredAt\":\"yesterday\"}                      | occurredAt",
                "{\"kind\":\"fraud\",\"occurredAt\":\"9999-01-01T00:00:00Z\"}           | occurredAt",
                "{\"kind\":\"fraud\",\"note\":1}                                        | note",
                "{\"kind\":\"fraud\",\"list\":{\"property\":\"card\"}}                  | list.name",
                "{\"kind\":\"fraud\",\"list\":{\"name\":\"a\",\"property\":\"shoe\"}}   | list.property",
                "{\"kind\":\"fraud\",\"list\":{\"name\":\"a\",\"property\":\"ip\",\"x\":1}} | list.x",
                "{\"kind\":\"fraud\",\"nots\":\"a\"}                                    | nots"
            })
    void bodyThatIsNone_namesItsField(String body, String field) {
        tell("1", body).statusCode(400).contentType("application/problem+json").body("errors[0].field", equalTo(field));
    }

    @Test
    void noteThatIsTooLong_isRefused() {
        tell("1", "{\"kind\":\"fraud\",\"note\":\"" + "x".repeat(501) + "\"}")
                .statusCode(400)
                .body("errors[0].field", equalTo("note"));
    }

    @Test
    void admin_mustSayWhoseCheckoutItIs() {
        given().contentType(ContentType.JSON)
                .body("{\"kind\":\"fraud\"}")
                .post("/v1/decisions/1/outcome")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("merchantId"));
    }

    @Test
    void performance_isOfRulesAndOfTheSet() {
        upload();
        decide("fraud-caught", 200);
        decide("fraud-missed", 5);
        decide("good-caught", 200);
        decide("unknown", 200);
        performance()
                .statusCode(200)
                .body("scope", equalTo(merchant))
                .body("decisions", equalTo(4))
                .body("fraud", equalTo(0))
                .body("caught.precision", nullValue())
                .body("caught.recall", nullValue());
        tell("fraud-caught", "{\"kind\":\"legitimate\"}").statusCode(200);
        tell("fraud-caught", "{\"kind\":\"fraud\"}").statusCode(200);
        tell("fraud-missed", "{\"kind\":\"chargeback\"}").statusCode(200);
        tell("good-caught", "{\"kind\":\"legitimate\"}").statusCode(200);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> performance().body("fraud", equalTo(2)).body("legitimate", equalTo(1)));
        performance()
                .body("caught.decisions", equalTo(3))
                .body("caught.precision", equalTo(0.5f))
                .body("caught.recall", equalTo(0.5f))
                .body("verdicts.verdict", equalTo(List.of("APPROVE", "REVIEW", "CHALLENGE", "DECLINE")))
                .body("verdicts.decisions", equalTo(List.of(1, 3, 0, 0)))
                .body("rules.rule", equalTo(List.of("Foreign", "Large")))
                .body("rules.fired", equalTo(List.of(4, 3)))
                .body("rules.fraud", equalTo(List.of(2, 1)))
                .body("rules.legitimate", equalTo(List.of(1, 1)))
                .body("rules[1].precision", equalTo(0.5f))
                .body("rules[0].recall", equalTo(1.0f));
        given().get("/v1/rulesets/{scope}/performance?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00.5Z", merchant)
                .then()
                .statusCode(200)
                .body("from", equalTo("2026-01-01T00:00:00Z"))
                .body("to", equalTo("2026-02-02T00:00:00Z"))
                .body("rules", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({
        "from=,from",
        "to=now,to",
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z,to",
        "from=2026-01-01T00:00:00Z&to=2026-05-01T00:00:00Z,from"
    })
    void daysThatAreNone_areNamed(String query, String field) {
        given().get("/v1/rulesets/{scope}/performance?" + query, merchant)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo(field));
    }
}
