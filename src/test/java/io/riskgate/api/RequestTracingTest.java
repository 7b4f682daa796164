package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller sees of traces; the receiver that is configured for tests is none. */
@QuarkusTest
class RequestTracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00-" + TRACE + "-00f067aa0ba902b7-0";

    private final String merchant = "traced-" + UUID.randomUUID();

    private void sample(double part) {
        given().contentType(ContentType.JSON)
                .body("{\"traceSampling\":%s,\"traceAttributes\":[\"verdict\",\"shard\"]}".formatted(part))
                .put("/v1/merchants/{id}", merchant)
                .then()
                .statusCode(200)
                .body("traceAttributes", equalTo(List.of("verdict", "shard")));
    }

    private String checkout() {
        return "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\"}"
                .formatted(UUID.randomUUID(), merchant);
    }

    private ValidatableResponse decide(String traceparent) {
        return given().contentType(ContentType.JSON)
                .header("traceparent", traceparent)
                .header("tracestate", "shop=1")
                .body(checkout())
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void forget() {
        given().delete("/v1/merchants/{id}", merchant).then().statusCode(204);
    }

    @Test
    void tracedDecision_tellsItsTrace() {
        sample(1);
        decide(CALLER + "1").header(RequestTracing.RESPONSE_HEADER, matchesPattern("00-" + TRACE + "-[0-9a-f]{16}-01"));
        decide("nonsense").header(RequestTracing.RESPONSE_HEADER, matchesPattern("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
        decide(CALLER + "0").header(RequestTracing.RESPONSE_HEADER, nullValue());
    }

    @Test
    void samplingThatIsChanged_holdsForTheNextRequest() {
        sample(0);
        decide(CALLER + "1").header(RequestTracing.RESPONSE_HEADER, nullValue());
        sample(1);
        decide(CALLER + "1").header(RequestTracing.RESPONSE_HEADER, matchesPattern("00-" + TRACE + "-.*"));
        sample(0);
        decide(CALLER + "1").header(RequestTracing.RESPONSE_HEADER, nullValue());
    }

    @Test
    void batchThatIsTraced_isAnswered() {
        sample(1);
        given().contentType(ContentType.JSON)
                .header("traceparent", CALLER + "1")
                .body("[%s,%s]".formatted(checkout(), checkout()))
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body("verdict", hasSize(2));
    }
}
