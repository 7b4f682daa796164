package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a version over HTTP: modes, history, trials and differences. */
@QuarkusTest
class RulesetLifeResourceTest {

    private final String scope = "m-" + UUID.randomUUID();

    private static String rules(String reason) {
        return "rule \"only\" when Checkout( amount >= 100 ) then decision.decline(\"" + reason + "\"); end\n";
    }

    private ValidatableResponse upload(String text, String parameters) {
        return given().contentType("text/plain; charset=utf-8")
                .body(text.getBytes(UTF_8))
                .put("/v1/rulesets/" + scope + parameters)
                .then();
    }

    private ValidatableResponse mode(int version, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/v1/rulesets/{scope}/versions/{version}/mode", scope, version)
                .then();
    }

    private ValidatableResponse get(String path) {
        return given().get("/v1/rulesets/" + scope + path).then();
    }

    private ValidatableResponse decide(int customer, int amount) {
        return given().contentType(ContentType.JSON)
                .body(
                        "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":%d,\"currency\":\"USD\",\"customer\":{\"id\":\"c-%d\"}}"
                                .formatted(UUID.randomUUID(), scope, amount, customer))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    @Test
    void shadow_isComparedAndThenMadeActive() {
        upload("rule \"a\" when Checkout( amount > 1000 ) then decision.review(\"a\"); end", "")
                .statusCode(201);
        upload(rules("b"), "?mode=shadow&reason=Large orders").statusCode(201).body("mode", equalTo("shadow"));
        decide(1, 50).body("verdict", equalTo("APPROVE"));
        decide(2, 150).body("verdict", equalTo("APPROVE")).body("rulesets", equalTo(List.of(scope + "@1")));

        await().untilAsserted(() -> get("/trials")
                .statusCode(200)
                .body("scope", equalTo(scope))
                .body("trials", hasSize(1))
                .body("trials[0].checkouts", equalTo(2)));
        get("/trials")
                .body("trials[0].version", equalTo(2))
                .body("trials[0].mode", equalTo("shadow"))
                .body("trials[0].percent", nullValue())
                .body("trials[0].activeVersion", equalTo(1))
                .body("trials[0].differing", equalTo(1))
                .body("trials[0].active.verdicts.APPROVE", equalTo(2))
                .body("trials[0].active.errors", equalTo(0))
                .body("trials[0].active.p50Micros", greaterThan(0f))
                .body("trials[0].tried.verdicts.DECLINE", equalTo(1))
                .body("trials[0].tried.amounts.USD.DECLINE", equalTo(150.00f))
                .body("trials[0].verdicts.APPROVE.DECLINE", equalTo(1))
                .body("trials[0].verdicts.APPROVE.APPROVE", equalTo(1))
                .body("trials[0].sample", hasSize(1))
                .body("trials[0].sample[0].merchantId", equalTo(scope))
                .body("trials[0].sample[0].active.verdict", equalTo("APPROVE"))
                .body("trials[0].sample[0].tried.reasons[0].code", equalTo("b"));

        mode(2, "{\"mode\":\"active\",\"reason\":\"It declines what it should\"}")
                .statusCode(200)
                .body("mode", equalTo("active"));
        decide(3, 150).body("verdict", equalTo("DECLINE"));
        get("/trials").body("trials", empty());
        get("/versions")
                .statusCode(200)
                .body("version", equalTo(List.of(2, 1)))
                .body("mode", equalTo(List.of("active", "retired")))
                .body("[0].author", equalTo("anonymous"))
                .body("[0].reason", equalTo("Large orders"))
                .body("[0].changes.mode", equalTo(List.of("shadow", "active")))
                .body("[0].changes[1].author", equalTo("anonymous"))
                .body("[0].changes[1].reason", equalTo("It declines what it should"))
                .body("[1].reason", nullValue());
    }

    @Test
    void canaryThatDeclinesTooMany_isRolledBack() {
        upload("rule \"a\" when Checkout( amount > 1000 ) then decision.review(\"a\"); end", "")
                .statusCode(201);
        upload(rules("b"), "?mode=draft").statusCode(201).body("mode", equalTo("draft"));
        mode(2, "{\"mode\":\"canary\",\"percent\":50,\"rollback\":{\"declineRateMax\":0.2,\"checkoutsMin\":40}}")
                .statusCode(200)
                .body("mode", equalTo("canary"))
                .body("percent", equalTo(50))
                .body("rollback.declineRateMax", equalTo(0.2f))
                .body("rollback.checkoutsMin", equalTo(40));
        for (int i = 0; i < 40; i++) {
            decide(i, i % 2 == 0 ? 50 : 150);
        }
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> get("/trials").body("trials", empty()));
        get("/versions")
                .body("[0].mode", equalTo("retired"))
                .body("[0].percent", nullValue())
                .body("[0].changes[1].mode", equalTo("retired"))
                .body("[0].changes[1].author", equalTo("riskgate"))
                .body(
                        "[0].changes[1].reason",
                        containsString("were declined, or would have been, where at most 20.0 % may"));
        decide(1, 150).body("verdict", equalTo("APPROVE")).body("rulesets", equalTo(List.of(scope + "@1")));
        given().get("/q/metrics")
                .then()
                .body(containsString("riskgate_ruleset_rollbacks_total{reason=\"decline_rate\""));
    }

    @Test
    void canary_isUploadedWithItsLimits() {
        upload(rules("a"), "?mode=canary&percent=10&declineRateMax=0.25&p99MicrosMax=2000")
                .statusCode(201)
                .body("mode", equalTo("canary"));
        get("/versions")
                .body("[0].percent", equalTo(10))
                .body("[0].rollback.declineRateMax", equalTo(0.25f))
                .body("[0].rollback.errorRateMax", nullValue())
                .body("[0].rollback.p99MicrosMax", equalTo(2000))
                .body("[0].rollback.checkoutsMin", equalTo(200));
    }

    @Test
    void earlierVersion_isMadeActiveWithAReason() {
        upload(rules("a"), "").statusCode(201);
        upload(rules("b"), "").statusCode(201);
        given().contentType(ContentType.JSON)
                .body("{\"version\":1,\"reason\":\"b was wrong\"}")
                .put("/v1/rulesets/{scope}/active", scope)
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("mode", equalTo("active"));
        get("/versions")
                .body("mode", equalTo(List.of("retired", "active")))
                .body("[1].changes[0].reason", equalTo("b was wrong"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?mode=on            | mode    | must be one of draft, shadow, canary, active, not on",
                "?mode=retired       | mode    | must be one of draft, shadow, canary, active, not retired",
                "?mode=canary        | percent | is missing",
                "?mode=canary&percent=0    | percent | must be a whole number from 1 to 100, not 0",
                "?mode=canary&percent=101  | percent | must be a whole number from 1 to 100, not 101",
                "?mode=canary&percent=ten  | percent | must be a whole number from 1 to 100, not ten",
                "?mode=canary&percent=1.5  | percent | must be a whole number from 1 to 100, not 1.5",
                "?mode=shadow&percent=10   | percent | is of mode canary only",
                "?percent=10               | percent | is of mode canary only",
                "?mode=shadow&errorRateMax=0.1              | errorRateMax   | is of mode canary only",
                "?mode=canary&percent=10&declineRateMax=8   | declineRateMax | must be from 0 to 1",
                "?mode=canary&percent=10&declineRateMax=8%25 | declineRateMax | must be a number",
                "?mode=canary&percent=10&p99MicrosMax=1.5   | p99MicrosMax   | must be a whole number",
                "?mode=canary&percent=10&checkoutsMin=50    | declineRateMax | is missing"
            })
    void wrongParameter_isNamedAndNothingIsPublished(String parameters, String field, String message) {
        upload(rules("a"), parameters)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", startsWith(message));
        get("/versions").statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                       | mode    | is missing: must be one of shadow, canary, active, retired",
                "{\"mode\":\"draft\"}                     | mode    | must be one of shadow, canary, active, retired, not draft",
                "{\"mode\":\"canary\"}                    | percent | is missing",
                "{\"mode\":\"canary\",\"percent\":0}      | percent | must be a whole number from 1 to 100, not 0",
                "{\"mode\":\"canary\",\"percent\":101}    | percent | must be a whole number from 1 to 100, not 101",
                "{\"mode\":\"canary\",\"percent\":1.5}    | percent | must be a whole number",
                "{\"mode\":\"shadow\",\"percent\":10}     | percent | is of mode canary only",
                "{\"mode\":\"shadow\",\"rollback\":{\"errorRateMax\":0}}                   | rollback | is of mode canary only",
                "{\"mode\":\"canary\",\"percent\":10,\"rollback\":{}}                      | rollback.declineRateMax | is missing",
                "{\"mode\":\"canary\",\"percent\":10,\"rollback\":{\"errorRateMax\":1.1}}  | rollback.errorRateMax   | must be from 0 to 1",
                "{\"mode\":\"canary\",\"percent\":10,\"rollback\":{\"p99MicrosMax\":0}}    | rollback.p99MicrosMax   | must be at least 1",
                "{\"mode\":\"canary\",\"percent\":10,\"rollback\":{\"errorRateMax\":0,\"checkoutsMin\":0}} | rollback.checkoutsMin | must be from 1 to 100000",
                "{\"mode\":\"shadow\",\"precent\":10}     | precent | is not known"
            })
    void wrongField_isNamedAndNothingChanges(String body, String field, String message) {
        upload(rules("a"), "?mode=draft").statusCode(201);
        mode(1, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", startsWith(message));
        get("/versions").body("[0].mode", equalTo("draft")).body("[0].changes", empty());
    }

    @Test
    void impossibleModes_sayWhy() {
        mode(1, "{\"mode\":\"shadow\"}").statusCode(404).body("detail", equalTo("The scope has no ruleset"));
        upload(rules("a"), "").statusCode(201);
        mode(9, "{\"mode\":\"shadow\"}").statusCode(404).body("detail", equalTo("There is no version 9"));
        mode(1, "{\"mode\":\"retired\"}")
                .statusCode(400)
                .body("errors[0].field", equalTo("mode"))
                .body("errors[0].message", equalTo(scope + "@1 is active: make another version active first"));
        for (int i = 0; i < 4; i++) {
            upload(rules("s" + i), "?mode=shadow").statusCode(201);
        }
        upload(rules("s4"), "?mode=shadow")
                .statusCode(400)
                .body("errors[0].message", startsWith("A new version cannot be shadow: a scope has at most 4 shadows"));
        upload(rules("x"), "?mode=shadow&reason=" + "x".repeat(501))
                .statusCode(400)
                .body("errors[0].field", equalTo("reason"));
    }

    @Test
    void difference_isThatToTheVersionBefore() {
        upload("// one\n" + rules("a"), "").statusCode(201);
        upload("// one\n" + rules("b"), "?mode=draft").statusCode(201);
        upload("// three\n" + rules("b"), "?mode=draft").statusCode(201);
        get("/versions/2/diff")
                .statusCode(200)
                .contentType("text/plain")
                .body(startsWith("--- " + scope + "@1\n+++ " + scope + "@2\n"))
                .body(containsString("\n // one\n-rule \"only\""));
        get("/versions/3/diff?against=1").statusCode(200).body(containsString("\n-// one\n"));
        get("/versions/1/diff").statusCode(200).body(startsWith("--- /dev/null\n+++ " + scope + "@1\n"));
        get("/versions/2/diff?against=2").statusCode(200).body(equalTo(""));
        get("/versions/4/diff").statusCode(404).body("detail", equalTo("There is no version 4"));
        get("/versions/2/diff?against=x").statusCode(404).body("detail", equalTo("There is no version x"));
        given().get("/v1/rulesets/nobody-{id}/versions/1/diff", UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void trialsOfNothing_areNone() {
        get("/trials").statusCode(200).body("trials", empty());
    }
}
