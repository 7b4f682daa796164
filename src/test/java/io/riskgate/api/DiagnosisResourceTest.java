package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DiagnosisResourceTest {

    private static final String DIAGNOSIS = "/v1/ops/diagnosis";
    private static final String RULES = "rule \"r\" when Checkout() then decision.tag(\"t\"); end";

    private final String merchant = "m-" + UUID.randomUUID();

    private void upload(String rules, int status) {
        given().contentType("text/plain")
                .body(rules)
                .put("/v1/rulesets/{scope}", merchant)
                .then()
                .statusCode(status);
    }

    @Test
    void diagnosis_hasAFindingOfEachExamination_andTheyAreDocumented() throws IOException {
        List<String> ids = given().get(DIAGNOSIS)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .time(lessThan(5_000L))
                .body("at", notNullValue())
                .body("severity", notNullValue())
                .body("findings.find { it.id == 'readiness' }.severity", equalTo("OK"))
                .body("findings.find { it.id == 'redis' }.severity", equalTo("OK"))
                .body("findings.find { it.id == 'journal' }.numbers.queuedMax", equalTo(65_536))
                .body("findings.find { it.id == 'disk' }.numbers.freeBytes", notNullValue())
                .extract()
                .path("findings.id");
        assertThat(ids)
                .containsExactlyInAnyOrder(
                        "clock",
                        "costly_rules",
                        "degraded",
                        "disk",
                        "forecast",
                        "gc_pauses",
                        "gc_pressure",
                        "headroom",
                        "journal",
                        "readiness",
                        "redis",
                        "rulesets",
                        "shards",
                        "silent_rules");
        String page = Files.readString(Path.of("src/docs/operations.md"));
        assertThat(ids).allSatisfy(id -> assertThat(page).contains("| `" + id + "` |"));
    }

    @Test
    void process_isWatchedWhileTheEngineRuns() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> given().get(DIAGNOSIS)
                .then()
                .body("findings.find { it.id == 'gc_pressure' }.numbers.allocatedBytesPerSecond", notNullValue()));
    }

    @Test
    void rulesThatWereRefused_areFoundUntilTheyAreMended() {
        upload(RULES, 201);
        upload(RULES.replace("Checkout()", "Checkout( amuont > 1 )"), 422);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> given().get(DIAGNOSIS)
                .then()
                .body("findings.find { it.id == 'rulesets' }.severity", equalTo("WARNING"))
                .body("findings.find { it.id == 'rulesets' }.of.name", hasItem(merchant)));
        upload(RULES, 201);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(given().get(DIAGNOSIS)
                        .then()
                        .extract()
                        .<List<String>>path("findings.find { it.id == 'rulesets' }.of.name"))
                .doesNotContain(merchant));
    }
}
