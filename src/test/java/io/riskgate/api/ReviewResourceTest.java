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

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.riskgate.fixture.ShopServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ReviewResourceTest {

    private static final String RULES =
            "rule \"Large\" when Checkout( amount > 100 ) then decision.review(\"large\"); end";

    @TestHTTPResource
    URI server;

    private final String merchant = "m-" + UUID.randomUUID();

    private void upload(String of) {
        given().contentType("text/plain")
                .body(RULES)
                .put("/v1/rulesets/{scope}", of)
                .then()
                .statusCode(201);
    }

    private static void decide(String of, String id, String amount, String currency) {
        given().contentType(ContentType.JSON)
                .body("{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":%s,\"currency\":\"%s\"}"
                        .formatted(id, of, amount, currency))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse reviews(String query) {
        return given().queryParam("merchantId", merchant)
                .get("/v1/reviews?" + query)
                .then();
    }

    private void awaitWaiting(int count) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> reviews("limit=200").statusCode(200).body("reviews", hasSize(count)));
    }

    private ValidatableResponse answer(String id, String body) {
        return given().contentType(ContentType.JSON)
                .queryParam("merchantId", merchant)
                .body(body)
                .post("/v1/reviews/{id}", id)
                .then();
    }

    @Test
    void reviews_arePagedAndFiltered() {
        upload(merchant);
        decide(merchant, "1", "150.50", "USD");
        decide(merchant, "small", "5", "USD");
        decide(merchant, "2", "300", "EUR");
        decide(merchant, "3", "200", "USD");
        awaitWaiting(3);

        String next = reviews("limit=2")
                .body("reviews.id", equalTo(List.of("1", "2")))
                .body("reviews[0].merchantId", equalTo(merchant))
                .body("reviews[0].decidedAt", notNullValue())
                .body("reviews[0].amount", equalTo(150.50f))
                .body("reviews[0].currency", equalTo("USD"))
                .body("reviews[0].score", equalTo(0))
                .body("reviews[0].reasons[0].code", equalTo("large"))
                .body("reviews[0].state", equalTo("waiting"))
                .body("reviews[0].by", nullValue())
                .extract()
                .path("next");
        reviews("limit=2&after=" + next)
                .body("reviews.id", equalTo(List.of("3")))
                .body("next", nullValue());
        reviews("currency=USD&amountMin=150.51&reason=large").body("reviews.id", equalTo(List.of("3")));
        reviews("reason=other").body("reviews", hasSize(0));
    }

    @Test
    void answer_stands() {
        upload(merchant);
        decide(merchant, "1", "200", "USD");
        awaitWaiting(1);
        answer("1", "{\"verdict\":\"decline\",\"by\":\"ann\",\"reason\":\"odd\"}")
                .statusCode(200)
                .body("id", equalTo("1"))
                .body("state", equalTo("declined"))
                .body("by", equalTo("ann"))
                .body("reason", equalTo("odd"))
                .body("answeredAt", notNullValue());
        answer("1", "{\"verdict\":\"approve\",\"by\":\"bob\"}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", allOf(containsString("declined by ann at 20")));
        awaitWaiting(0);
        reviews("state=answered").body("reviews.state", equalTo(List.of("declined")));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> given().get("/v1/rulesets/{scope}/performance", merchant)
                        .then()
                        .body("fraud", equalTo(1))
                        .body("caught.recall", equalTo(1.0f)));
    }

    @Test
    void answer_isToldToTheMerchantsWebhook() {
        try (ShopServer shop = new ShopServer()) {
            given().contentType(ContentType.JSON)
                    .body("{\"webhook\":{\"url\":\"%s\",\"secret\":\"0123456789abcdef\"}}".formatted(shop.url("/told")))
                    .put("/v1/merchants/{id}", merchant)
                    .then()
                    .statusCode(200);
            upload(merchant);
            decide(merchant, "1", "200", "USD");
            awaitWaiting(1);
            answer("1", "{\"verdict\":\"approve\",\"by\":\"ann\"}").statusCode(200);
            await().atMost(Duration.ofSeconds(10)).until(() -> !shop.got.isEmpty());
            assertThat(shop.got.getFirst().path()).isEqualTo("/told");
            assertThat(shop.got.getFirst().body())
                    .contains("\"merchantId\":\"" + merchant + "\"", "\"id\":\"1\"", "\"state\":\"approved\"");
        }
    }

    @Test
    void reviewThatIsNone_isNamed() {
        answer("nobody", "{\"verdict\":\"approve\",\"by\":\"ann\"}")
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", allOf(containsString("\"nobody\""), containsString(merchant)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"by\":\"ann\"}                                            | verdict",
                "{\"verdict\":\"APPROVE\",\"by\":\"ann\"}                    | verdict",
                "{\"verdict\":\"approve\"}                                   | by",
                "{\"verdict\":\"approve\",\"by\":\" \"}                      | by",
                "{\"verdict\":\"approve\",\"by\":\"ann\",\"reason\":1}       | reason",
                "{\"verdict\":\"approve\",\"by\":\"ann\",\"resaon\":\"a\"}   | resaon"
            })
    void answerThatIsNone_namesItsField(String body, String field) {
        answer("1", body).statusCode(400).body("errors[0].field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit",
        "limit=201,limit",
        "state=gone,state",
        "amountMin=1e9,amountMin",
        "amountMin=-1,amountMin",
        "after=x,after",
        "after=,after",
        "currency=,currency"
    })
    void queryThatIsNone_isNamed(String query, String field) {
        reviews(query).statusCode(400).body("errors[0].field", equalTo(field));
    }

    /** As it comes from the connection, line by line. */
    private static final class EventStream implements AutoCloseable {

        final List<String> lines = new CopyOnWriteArrayList<>();
        private final HttpClient client = HttpClient.newHttpClient();

        EventStream(URI address) {
            client.sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream())
                    .thenAcceptAsync(response -> read(response.body()));
        }

        private void read(InputStream body) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }

        boolean has(String part) {
            return lines.stream().anyMatch(line -> line.contains(part));
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    @Test
    void stream_tellsOfNewReviews() {
        String other = "o-" + UUID.randomUUID();
        upload(merchant);
        upload(other);
        try (EventStream events = new EventStream(server.resolve("/v1/reviews/stream?merchantId=" + merchant))) {
            await().atMost(Duration.ofSeconds(10)).until(() -> events.has("heartbeat"));
            decide(other, "theirs", "200", "USD");
            decide(merchant, "small", "20", "USD");
            decide(merchant, "mine", "200", "USD");
            await().atMost(Duration.ofSeconds(10)).until(() -> events.has("\"id\":\"mine\""));
            assertThat(events.has("theirs")).isFalse();
            assertThat(events.has("small")).isFalse();
            assertThat(events.lines).anyMatch(line -> line.equals("event:review"));
            String id = events.lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("id:".length());
            decide(merchant, "next", "200", "USD");
            awaitWaiting(2);
            reviews("after=" + id).body("reviews.id", equalTo(List.of("next")));
        }
    }
}
