package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static io.riskgate.fixture.RequiredKeys.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.riskgate.fixture.RequiredKeys;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller sees of its quota. */
@QuarkusTest
@QuarkusTestResource(
        value = RequiredKeys.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = RequiredKeys.NAME, value = "quota"))
class QuotaTest {

    private final String me = "m-" + UUID.randomUUID();
    private String key;

    @BeforeEach
    void makeMerchant() {
        key = merchant(me);
    }

    /** With one checkout a second, and two at once. */
    private static String merchant(String id) {
        given().header("Authorization", "Bearer " + ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"quota\":{\"perSecond\":1,\"burst\":2}}")
                .put("/v1/merchants/{id}", id)
                .then()
                .statusCode(200);
        return given().header("Authorization", "Bearer " + ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"scopes\":[\"decide\"]}")
                .post("/v1/merchants/{id}/keys", id)
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static String checkout(String merchantId) {
        return "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\"}"
                .formatted(UUID.randomUUID(), merchantId);
    }

    private static ValidatableResponse post(String credential, String path, String body) {
        return given().header("Authorization", "Bearer " + credential)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }

    /** Until one is refused; a slow machine gets one or two more. */
    private static ValidatableResponse exhaust(String credential, String merchantId) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> post(credential, "/v1/decisions", checkout(merchantId)))
                .filter(answer -> answer.extract().statusCode() != 200)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void merchantOverItsQuota_isToldWhenToComeAgain() {
        exhaust(key, me)
                .statusCode(429)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:riskgate:problem:quota-exceeded"))
                .header("Retry-After", equalTo("1"))
                .header("RateLimit-Policy", equalTo("\"checkouts\";q=1;w=1"))
                .header("RateLimit", startsWith("\"checkouts\";r=0;t="));

        String other = "o-" + UUID.randomUUID();
        post(merchant(other), "/v1/decisions", checkout(other)).statusCode(200);
    }

    @Test
    void bodyOfWhoIsOverItsQuota_isNotRead() {
        exhaust(key, me);
        int[] statuses = IntStream.range(0, 3)
                .map(i -> post(key, "/v1/decisions", "{nonsense").extract().statusCode())
                .toArray();

        assertThat(statuses).contains(429);
    }

    @Test
    void admin_isHeldToTheQuotaOfTheMerchantItAsksFor() {
        exhaust(ADMIN, me).statusCode(429);
        String other = "o-" + UUID.randomUUID();
        post(ADMIN, "/v1/decisions", checkout(other)).statusCode(200);
    }

    @Test
    void batch_refusesWhatIsTooMuch() {
        String batch = IntStream.range(0, 20).mapToObj(i -> checkout(me)).collect(Collectors.joining(",", "[", "]"));

        post(key, "/v1/decisions/batch", batch)
                .statusCode(200)
                .body("verdict", hasItem("APPROVE"))
                .body("[0].verdict", equalTo("APPROVE"))
                .body("[19].status", equalTo(429));
    }
}
