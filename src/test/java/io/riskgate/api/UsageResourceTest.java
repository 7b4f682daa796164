package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UsageResourceTest {

    private static final String USAGE = "/v1/usage";

    /** Needs to be escaped wherever it is told. */
    private final String merchant = "m,\"1\" &+ " + UUID.randomUUID();

    private void upload(int rules) {
        upload(rules, "active");
    }

    private void upload(int rules, String mode) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            text.append("rule \"").append(i).append("\" when Checkout( amount > 100 ) then decision.tag(\"t\"); end\n");
        }
        given().contentType("text/plain")
                .body(text.toString())
                .queryParam("mode", mode)
                .put("/v1/rulesets/{scope}", merchant)
                .then()
                .statusCode(201);
    }

    private static String checkout(String merchant, String id) {
        return "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\"}"
                .formatted(id, merchant.replace("\"", "\\\""));
    }

    private void decide(String id) {
        given().contentType(ContentType.JSON)
                .body(checkout(merchant, id))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    /** What the platform's own rules add to each decision. */
    private static int platformRules() {
        return given().get("/v1/rulesets/platform").statusCode() == 404
                ? 0
                : given().get("/v1/rulesets/platform").then().extract().path("rules.size()");
    }

    @Test
    void usage_isOfWhatWasDoneOnce() {
        upload(2);
        upload(3);
        // What does not decide is none.
        upload(4, "draft");
        upload(5, "shadow");
        given().contentType(ContentType.JSON)
                .body("{\"version\":2}")
                .put("/v1/rulesets/{scope}/active", merchant)
                .then()
                .statusCode(200);
        given().contentType("text/plain")
                .body("rule")
                .put("/v1/rulesets/{scope}", merchant)
                .then()
                .statusCode(422);
        int platform = platformRules();
        decide("1");
        decide("1");
        given().contentType(ContentType.JSON)
                .body("[" + checkout(merchant, "1") + "," + checkout(merchant, "2") + "," + checkout(merchant, "3")
                        + "]")
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200);
        given().contentType(ContentType.JSON)
                .body(checkout(merchant, "explained"))
                .post("/v1/decisions/explain")
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> given().queryParam("merchant", merchant)
                .get(USAGE)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("rows.merchant.unique()", equalTo(List.of(merchant)))
                .body("rows.decisions.sum()", equalTo(3))
                .body("rows.ruleEvaluations.sum()", equalTo(3 * (3 + platform)))
                .body("rows.uploads.sum()", equalTo(3))
                .body("rows.redisRoundTrips.sum()", equalTo(0))
                .body("rows.units.sum()", equalTo(3))
                .body("nodes", hasSize(1))
                .body("next", nullValue()));

        String csv = given().queryParam("merchant", merchant)
                .accept("text/csv")
                .get(USAGE)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .header("Link", nullValue())
                .extract()
                .asString();
        String[] lines = csv.split("\r\n");
        assertThat(lines[0]).isEqualTo("merchant,hour,decisions,ruleEvaluations,uploads,redisRoundTrips,units");
        // One line, or two if the hour has ended meanwhile.
        assertThat(lines).hasSizeBetween(2, 3);
        assertThat(lines[1])
                .matches("\"" + Pattern.quote(merchant.replace("\"", "\"\""))
                        + "\",\\d{4}-\\d\\d-\\d\\dT\\d\\d:00:00Z,\\d+,\\d+,\\d+,0,\\d+");
    }

    @Test
    void times_areRoundedToHours() {
        given().get(USAGE + "?merchant=none&from=2026-11-23T08:59:59.5Z&to=2026-11-23T10:00:00.001Z")
                .then()
                .statusCode(200)
                .body("from", equalTo("2026-11-23T08:00:00Z"))
                .body("to", equalTo("2026-11-23T11:00:00Z"))
                .body("rows", hasSize(0));
        given().get(USAGE + "?merchant=none&from=2026-11-23T08:00:00Z&to=2026-11-23T09:00:00Z")
                .then()
                .body("from", equalTo("2026-11-23T08:00:00Z"))
                .body("to", equalTo("2026-11-23T09:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=soon                                             | from",
                "from=2026-11-23                                       | from",
                "from=-1000000-01-01T00:00:00Z                         | from",
                "to=2026-13-01T00:00:00Z                               | to",
                "to=%2B1000000-01-01T00:00:00Z                         | to",
                "from=2026-11-23T08:00:00Z&to=2026-11-23T08:00:00Z     | to",
                "from=2026-11-23T08:00:00Z&to=2026-11-22T08:00:00Z     | to",
                "from=2025-01-01T00:00:00Z&to=2026-02-05T00:30:00Z     | from",
                "merchant=                                             | merchant",
                "merchant                                              | merchant",
                "merchant=%20                                          | merchant",
                "from=                                                 | from",
                "to=                                                   | to",
                "merchant=a%00b                                        | merchant"
            })
    void badParameter_isNamed(String query, String field) {
        given().urlEncodingEnabled(false)
                .get(USAGE + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void fourHundredDays_areNotTooMany() {
        given().get(USAGE + "?from=2025-01-01T00:00:00Z&to=2026-02-05T00:00:00Z")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                              | application/json",
                "text/html, */*;q=0.1             | application/json",
                "text/*                           | text/csv",
                "application/json;q=0.5, text/csv | text/csv",
                "text/csv;q=0.5, application/json | application/json"
            })
    void mediaType_isWhatIsWantedMost(String accepted, String type) {
        given().header("Accept", accepted)
                .get(USAGE + "?merchant=none")
                .then()
                .statusCode(200)
                .contentType(startsWith(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml"})
    void otherMediaType_isNotThere(String type) {
        given().accept(type).get(USAGE).then().statusCode(406);
    }
}
