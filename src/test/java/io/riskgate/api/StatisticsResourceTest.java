package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class StatisticsResourceTest {

    private static final String STATISTICS = "/v1/statistics/{scope}";

    /** Needs to be escaped wherever it is told. */
    private final String merchant = "m,\"1\" &+ " + UUID.randomUUID();

    private void decide(String id, String amount) {
        given().contentType(ContentType.JSON)
                .body("{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":%s,\"currency\":\"EUR\"}"
                        .formatted(id, merchant.replace("\"", "\\\""), amount))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    @Test
    void statistics_areOfWhatWasDecidedOnce() {
        given().contentType("text/plain")
                .body("rule \"r\" when Checkout( amount > 100 ) then decision.decline(\"too_much\"); end")
                .put("/v1/rulesets/{scope}", merchant)
                .then()
                .statusCode(201);
        decide("1", "12.25");
        decide("1", "12.25");
        decide("2", "0.75");
        decide("3", "100.5");

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> given().get(STATISTICS, merchant)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("scope", equalTo(merchant))
                .body("step", equalTo("1m"))
                .body("rows.decisions.sum()", equalTo(3)));
        // A step of a day, since a minute may have ended meanwhile.
        given().queryParam("step", "1d")
                .queryParam("from", Instant.now().minus(Duration.ofDays(1)).toString())
                .get(STATISTICS, merchant)
                .then()
                .body("rows.verdicts.APPROVE.decisions.sum()", equalTo(2))
                .body("rows.verdicts.DECLINE.decisions.sum()", equalTo(1))
                .body("rows.verdicts.APPROVE.amounts.EUR", hasItem(13))
                .body("rows[-1].verdicts.DECLINE.amounts.EUR", equalTo(100.5f))
                .body("rows[-1].verdicts.REVIEW.amounts.size()", equalTo(0))
                .body("rows[-1].reasons.top[0].code", equalTo("too_much"))
                .body("rows[-1].reasons.top[0].decisions", equalTo(1))
                .body("rows[-1].reasons.other", equalTo(0))
                .body("rows[-1].degraded.size()", equalTo(0))
                .body("rows[-1].latency.p50Micros", greaterThan(0))
                .body("rows[-1].merchant", nullValue());

        String csv = given().accept("text/csv")
                .get(STATISTICS, merchant)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString();
        assertThat(csv)
                .startsWith("scope,time,measure,name,verdict,value\r\n\"" + merchant.replace("\"", "\"\"") + "\",")
                .contains(",reason,\"too_much\",,1\r\n");

        given().get(STATISTICS, "platform").then().body("rows.decisions.sum()", greaterThan(2));
        given().queryParam("by", "merchant")
                .get(STATISTICS, "platform")
                .then()
                .statusCode(200)
                .body("step", nullValue())
                .body("rows.merchant", not(hasItem("platform")))
                .body("rows[0].decisions", greaterThan(0))
                .body("rows[0].time", nullValue());
    }

    @Test
    void times_areRoundedToSteps() {
        given().urlEncodingEnabled(false)
                .get("/v1/statistics/none?from=2026-01-01T00:59:59.5Z&to=2026-01-01T03:00:00.001%2B01:00&step=1h")
                .then()
                .statusCode(200)
                .body("from", equalTo("2026-01-01T00:00:00Z"))
                .body("to", equalTo("2026-01-01T03:00:00Z"))
                .body("step", equalTo("1h"))
                .body("rows", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme     | from=soon                                                            | from",
                "acme     | from=2026-11-23                                                      | from",
                "acme     | to=%2B1000000-01-01T00:00:00Z                                        | to",
                "acme     | from=2026-11-23T08:00:00Z&to=2026-11-23T08:00:00Z                    | to",
                "acme     | from=2026-11-23T08:00:00Z&to=2026-11-22T08:00:00Z                    | to",
                "acme     | from=2019-01-01T00:00:00Z&to=2026-02-05T00:30:00Z                    | from",
                "acme     | step=2m                                                              | step",
                "acme     | step=                                                                | step",
                "acme     | from=                                                                | from",
                "acme     | to=                                                                  | to",
                "acme     | by=                                                                  | by",
                "acme     | from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z&step=5m            | step",
                "acme     | by=merchant                                                          | by",
                "platform | by=country                                                           | by",
                "platform | by=merchant&step=1h                                                  | step",
                "PLATFORM | step=1h                                                              | scope"
            })
    void badParameter_isNamed(String scope, String query, String field) {
        given().urlEncodingEnabled(false)
                .get("/v1/statistics/" + scope + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void stepWithTooManyRows_isRefused_andTheProblemSaysWhichOneWouldDo() {
        given().get("/v1/statistics/acme?from=2025-01-01T00:00:00Z&to=2025-12-31T00:00:00Z&step=1h")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("step"))
                .body("errors[0].message", containsString("1d would do"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                              | application/json",
                "text/*                           | text/csv",
                "application/json;q=0.5, text/csv | text/csv"
            })
    void mediaType_isWhatIsWantedMost(String accepted, String type) {
        given().header("Accept", accepted)
                .get(STATISTICS, "none")
                .then()
                .statusCode(200)
                .contentType(startsWith(type));
    }
}
