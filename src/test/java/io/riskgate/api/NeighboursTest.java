package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static io.riskgate.fixture.RequiredKeys.ADMIN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.riskgate.fixture.RequiredKeys;
import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merchant that means ill, beside one that does not. */
@QuarkusTest
@QuarkusTestResource(
        value = RequiredKeys.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = RequiredKeys.NAME, value = "neighbours"))
class NeighboursTest {

    private static final String RULE = "rule \"of %s\" when Checkout() then decision.tag(\"t\"); end";

    private final String evil = "e-" + UUID.randomUUID();
    private final String acme = "a-" + UUID.randomUUID();
    private String evilKey;
    private String acmeKey;

    @TestHTTPResource("/")
    URI root;

    @Inject
    WorkerFilter workers;

    @BeforeEach
    void makeMerchants() {
        evilKey = key(evil);
        acmeKey = key(acme);
        upload(acmeKey, acme, RULE.formatted(acme)).then().statusCode(201);
    }

    private static String key(String merchantId) {
        return with(ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"scopes\":[\"decide\",\"rules\",\"lists\"]}")
                .post("/v1/merchants/{id}/keys", merchantId)
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    private static Response upload(String key, String scope, String drl) {
        return with(key).contentType("text/plain").body(drl).put("/v1/rulesets/{scope}", scope);
    }

    private static String checkout(String merchantId) {
        return "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\",\"card\":{\"fingerprint\":\"fp\"}}"
                .formatted(UUID.randomUUID(), merchantId);
    }

    private static Response decide(String key, String body) {
        return with(key).contentType(ContentType.JSON).body(body).post("/v1/decisions");
    }

    /** What comes back for a head, as it is written, until the connection is closed. */
    private String raw(String... lines) throws IOException {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            String head = String.join("\r\n", lines) + "\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** Says no more in the middle of a body, for which the connection is closed. */
    private void breakOff(String line, String key) throws IOException {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            String begin = line + "\r\nHost: x\r\n" + bearer(key) + "\r\nContent-Length: 100\r\n\r\n{";
            socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    private static String bearer(String key) {
        return "Authorization: Bearer " + key;
    }

    @Test
    void severalCredentials_areNone() throws IOException {
        String line = "GET /v1/rulesets/" + acme + " HTTP/1.1";
        assertThat(raw(line, bearer(acmeKey))).startsWith("HTTP/1.1 200 ");
        for (List<String> both : List.of(
                List.of(bearer(acmeKey), bearer(evilKey)),
                List.of(bearer(evilKey), bearer(acmeKey)),
                List.of(bearer(acmeKey), bearer(acmeKey)),
                List.of(bearer(acmeKey), "authorization: Basic YTpi"),
                List.of("Authorization:", bearer(acmeKey)),
                List.of(bearer(acmeKey + ", Bearer " + acmeKey)),
                List.of(bearer(acmeKey + "," + evilKey)))) {
            String answer = raw(line, both.getFirst(), both.size() == 1 ? "X-None: 1" : both.getLast());
            assertThat(answer).as("%s", both).startsWith("HTTP/1.1 401 ").doesNotContain(acmeKey, evilKey);
        }
    }

    @Test
    void headersThatOthersHeed_areNotHeeded() throws IOException {
        for (String header : List.of(
                "X-HTTP-Method-Override: GET",
                "X-Forwarded-For: 127.0.0.1",
                "X-Original-URL: /q/health",
                "X-Rewrite-URL: /q/health",
                "X-Forwarded-Prefix: /q",
                "Proxy-Authorization: Bearer " + ADMIN,
                "Cookie: Authorization=Bearer " + ADMIN,
                "X-Api-Key: " + ADMIN)) {
            assertThat(raw("GET /v1/rulesets/" + acme + " HTTP/1.1", header))
                    .as(header)
                    .startsWith("HTTP/1.1 401 ");
            assertThat(raw("GET /v1/rulesets/" + acme + " HTTP/1.1", bearer(evilKey), header))
                    .as(header)
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void otherMethods_leadNowhereElse() throws IOException {
        for (String path : List.of(
                "/v1/rulesets/" + acme,
                "/v1/rulesets/" + acme + "/versions",
                "/v1/limits/" + acme,
                "/v1/lists/" + acme + "/blocked/entries",
                "/v1/merchants/" + acme + "/keys",
                "/v1/decisions")) {
            for (String method : List.of("HEAD", "OPTIONS", "TRACE", "PATCH", "get", "PROPFIND", "DELETE", "LOCK")) {
                assertThat(raw(method + " " + path + " HTTP/1.1"))
                        .as(method + " " + path + " of nobody")
                        .startsWith("HTTP/1.1 401 ")
                        .doesNotContain("Allow:");
                assertThat(raw(method + " " + path + " HTTP/1.1", bearer(evilKey)))
                        .as(method + " " + path + " of another")
                        .doesNotContain("of " + acme)
                        .containsPattern(
                                method.equals("OPTIONS") ? "^HTTP/1.1 (200|204|403|405) " : "^HTTP/1.1 (403|404|405) ");
            }
        }
        assertThat(raw("HEAD /v1/rulesets/" + acme + " HTTP/1.1", bearer(acmeKey)))
                .as("its own")
                .startsWith("HTTP/1.1 200 ");
        assertThat(with(acmeKey).get("/v1/rulesets/{scope}", acme).statusCode()).isEqualTo(200);
    }

    /** Paths that a proxy, a filter and a resource could each read in their own way. */
    @Test
    void oddPaths_areAnsweredToNobody() throws IOException {
        List<String> starts = List.of(
                "/",
                "//",
                "/./",
                "/q/../",
                "/q/health/../../",
                "/q/%2e%2e/",
                "/q/..%2f",
                "/q/..;/",
                "/q;/../",
                "/q//../",
                "/%71/../",
                "/q/.%2e/",
                "/q%2f../",
                "/q/%252e%252e/",
                "/q/..\\",
                "http://x/",
                "http://x/q/../",
                "/x/../");
        List<String> ends = List.of("", "/", ";x=1", "?x", "%00", "%20", ".json", "/.", "/..;/" + acme, "%2f");
        for (String start : starts) {
            for (String end : ends) {
                String line = "GET " + start + "v1/rulesets/" + acme + end + " HTTP/1.1";
                assertThat(raw(line))
                        .as(line)
                        .containsPattern("^HTTP/1.1 (400|401|404) ")
                        .doesNotContain("of " + acme);
                assertThat(raw(line, bearer(evilKey)))
                        .as(line + " of another")
                        .containsPattern("^HTTP/1.1 (400|401|403|404) ")
                        .doesNotContain("of " + acme);
            }
        }
        for (String path : List.of("/q/dev", "/q/dev-ui", "/q/arc", "/q/info", "/q/../", "/")) {
            assertThat(raw("GET " + path + " HTTP/1.1")).as(path).containsPattern("^HTTP/1.1 (401|404) ");
        }
    }

    @Test
    void keysOfOthers_cannotBeSeenOrRevoked() {
        String id = acmeKey.split("_")[1];
        with(evilKey).delete("/v1/merchants/{id}/keys/{key}", evil, id).then().statusCode(403);
        with(ADMIN).delete("/v1/merchants/{id}/keys/{key}", evil, id).then().statusCode(404);
        for (String secret : List.of(acmeKey.split("_")[2], evilKey.split("_")[2])) {
            String mixed = "rk_" + id + "_" + secret;
            assertThat(decide(mixed, checkout(acme)).statusCode()).isEqualTo(mixed.equals(acmeKey) ? 200 : 401);
        }
    }

    @Test
    void reservationsOfOthers_cannotBeSettled() throws IOException {
        with(acmeKey)
                .contentType(ContentType.JSON)
                .body("{\"by\":\"card\",\"amount\":100,\"currency\":\"USD\",\"window\":\"24h\"}")
                .put("/v1/limits/{scope}/daily", acme)
                .then()
                .statusCode(201);
        String id =
                decide(acmeKey, checkout(acme)).then().statusCode(200).extract().path("id");
        for (String how : List.of("confirm", "release")) {
            settle(evilKey, id, how, of(acme)).then().statusCode(403);
            for (String itself : List.of(of(evil), "{}", "")) {
                settle(evilKey, id, how, itself).then().statusCode(404);
            }
        }
        settle(ADMIN, id, "confirm", "").then().statusCode(400).body("errors[0].field", equalTo("merchantId"));
        String line = "POST /v1/decisions/" + id + "/confirm HTTP/1.1";
        assertThat(raw(line, bearer(acmeKey), "Content-Length: 0"))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"confirmed\"");
        for (String itself : List.of(of(acme), "{}", "")) {
            settle(acmeKey, id, "release", itself).then().statusCode(200).body("state", equalTo("confirmed"));
        }
    }

    private static String of(String merchantId) {
        return "{\"merchantId\":\"" + merchantId + "\"}";
    }

    private static Response settle(String key, String id, String how, String body) {
        return with(key).contentType(ContentType.JSON).body(body).post("/v1/decisions/{id}/{how}", id, how);
    }

    /** Nor what the platform's rules look at, which would tell how to pass below them. */
    @Test
    void explanation_showsNothingThatOnlyThePlatformLooksAt() {
        String platform =
                "rule \"p\" when Checkout( velocity.count(\"ip\", \"10m\") > 3 ) then decision.tag(\"p\"); end";
        String own = "rule \"own\" when Checkout( velocity.count(\"card\", \"1h\") > 3 ) then decision.tag(\"o\"); end";
        String asking = own
                + " rule \"asks\" when Checkout( limits.available(\"hidden\") < 1.00 ) then decision.tag(\"a\"); end";
        upload(ADMIN, "platform", platform).then().statusCode(201);
        with(ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"by\":\"card\",\"amount\":77,\"currency\":\"USD\",\"window\":\"24h\"}")
                .put("/v1/limits/platform/hidden")
                .then()
                .statusCode(201);
        try {
            upload(acmeKey, acme, own).then().statusCode(201);
            assertThat(explained(acmeKey)).containsOnlyKeys("velocity.count(\"card\", \"1h\")");
            assertThat(explained(ADMIN))
                    .containsOnlyKeys(
                            "velocity.count(\"ip\", \"10m\")",
                            "velocity.count(\"card\", \"1h\")",
                            "limits.available(\"hidden\")");
            upload(acmeKey, acme, asking).then().statusCode(201);
            assertThat(explained(acmeKey))
                    .containsOnlyKeys("velocity.count(\"card\", \"1h\")", "limits.available(\"hidden\")");
        } finally {
            with(ADMIN).delete("/v1/limits/platform/hidden");
        }
    }

    private Map<String, Object> explained(String key) {
        return with(key)
                .contentType(ContentType.JSON)
                .body(checkout(acme))
                .post("/v1/decisions/explain")
                .then()
                .statusCode(200)
                .extract()
                .path("features");
    }

    @Test
    void merchantThatUploadsSlowly_leavesRoomForOthers() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                Socket socket = new Socket(root.getHost(), root.getPort());
                open.add(socket);
                socket.getOutputStream()
                        .write(("PUT /v1/lists/" + evil + "/slow/entries HTTP/1.1\r\nHost: x\r\n" + bearer(evilKey)
                                        + "\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
                                .getBytes(ISO_8859_1));
            }
            String large = checkout(evil) + " ".repeat(20_000);
            await().untilAsserted(() -> assertThat(decide(evilKey, large).statusCode())
                    .as("its own")
                    .isEqualTo(503));
            assertThat(decide(acmeKey, checkout(acme) + " ".repeat(20_000)).statusCode())
                    .isEqualTo(200);
            String lines =
                    IntStream.range(0, 20_000).mapToObj(i -> "value-" + i).collect(Collectors.joining("\n"));
            with(acmeKey)
                    .contentType("text/plain")
                    .body(lines)
                    .put("/v1/lists/{scope}/blocked/entries", acme)
                    .then()
                    .statusCode(200);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void clientsThatLeaveBeforeTheFirstEvent_leaveTheirMerchantRoom() throws IOException {
        String id = with(evilKey)
                .contentType("text/plain")
                .body(RULE.formatted(evil))
                .post("/v1/rulesets/{scope}/backtest", evil)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        leaveBeforeTheFirstEvent("/v1/backtests/" + id + "/events");
        await().untilAsserted(() ->
                with(evilKey).get("/v1/backtests/{id}/events", id).then().statusCode(200));

        leaveBeforeTheFirstEvent("/v1/reviews/stream");
        await().untilAsserted(() -> assertThat(firstLine("/v1/reviews/stream")).startsWith("HTTP/1.1 200 "));
    }

    /** Many times; every other client breaks its connection off instead of closing it. */
    private void leaveBeforeTheFirstEvent(String path) throws IOException {
        for (int i = 0; i < 200; i++) {
            try (Socket socket = ask(path)) {
                socket.setSoLinger(i % 2 == 1, 0);
            }
        }
    }

    private String firstLine(String path) throws IOException {
        try (Socket socket = ask(path)) {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
        }
    }

    private Socket ask(String path) throws IOException {
        Socket socket = new Socket(root.getHost(), root.getPort());
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n"
                        .formatted(path, bearer(evilKey))
                        .getBytes(ISO_8859_1));
        return socket;
    }

    @Test
    void merchantThatChecksWithoutEnd_isToldToComeAgainAndNobodyElse() throws Exception {
        String large = IntStream.range(0, 100)
                .mapToObj(i -> "rule \"r" + i + "\" when Checkout( amount > " + i + ", card.country != \"A" + i
                        + "\" ) then decision.tag(\"t\"); end")
                .collect(Collectors.joining("\n"));
        try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                statuses.add(threads.submit(() -> check(evilKey, large)));
            }
            assertThat(check(acmeKey, RULE.formatted("acme"))).isEqualTo(200);
            List<Integer> all = new ArrayList<>();
            for (Future<Integer> status : statuses) {
                all.add(status.get());
            }
            assertThat(all).contains(200, 503).containsOnly(200, 503);
        }
    }

    private static int check(String key, String drl) {
        return with(key)
                .contentType("text/plain")
                .body(drl)
                .post("/v1/rulesets/check")
                .statusCode();
    }

    @Test
    void merchantWhoseRequestsHoldAsManyThreadsAsTheyMay_isToldToComeAgainAndNobodyElse() {
        Caller caller = new Caller("evil", evil, Set.of(Scope.RULES));
        assertThat(workers.requests.take(caller, WorkerFilter.REQUESTS_OF_MERCHANT_MAX))
                .isTrue();
        try {
            with(evilKey)
                    .get("/v1/limits/{scope}", evil)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("1"))
                    .body("detail", equalTo("Too many of the merchant's requests are under way"));
            assertThat(decide(evilKey, checkout(evil)).statusCode())
                    .as("decisions need no such thread")
                    .isEqualTo(200);
            with(acmeKey).get("/v1/limits/{scope}", acme).then().statusCode(200);
        } finally {
            workers.requests.giveBack(caller, WorkerFilter.REQUESTS_OF_MERCHANT_MAX);
        }
        with(evilKey).get("/v1/limits/{scope}", evil).then().statusCode(200);
    }

    @Test
    void merchantWithHundredsOfRequests_leavesOthersTheirs_alsoWhenItDoesNotWait() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(root.getHost(), root.getPort());
                open.add(socket);
                socket.getOutputStream()
                        .write(("PUT /v1/lists/" + evil + "/flood/entries/v" + i + " HTTP/1.1\r\nHost: x\r\n"
                                        + bearer(evilKey) + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                .getBytes(ISO_8859_1));
                if (i % 3 == 0) {
                    socket.close();
                }
                if (i % 30 == 0) {
                    with(acmeKey)
                            .put("/v1/lists/{scope}/blocked/entries/{value}", acme, "v" + i)
                            .then()
                            .statusCode(200);
                }
            }
            List<String> statuses = new ArrayList<>();
            for (Socket socket : open) {
                if (!socket.isClosed()) {
                    statuses.add(new String(socket.getInputStream().readNBytes(12), ISO_8859_1));
                }
            }
            assertThat(statuses).hasSize(200).contains("HTTP/1.1 200").isSubsetOf("HTTP/1.1 200", "HTTP/1.1 503");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        Caller caller = new Caller("evil", evil, Set.of(Scope.LISTS));
        await().untilAsserted(() -> assertThat(workers.requests.take(caller, WorkerFilter.REQUESTS_OF_MERCHANT_MAX))
                .as("all is given back")
                .isTrue());
        workers.requests.giveBack(caller, WorkerFilter.REQUESTS_OF_MERCHANT_MAX);
        with(evilKey)
                .put("/v1/lists/{scope}/flood/entries/{value}", evil, "last")
                .then()
                .statusCode(200);
    }

    @Test
    void batchOfWhoIsOverItsQuota_isNotRead() {
        with(ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"quota\":{\"perSecond\":1,\"burst\":5}}")
                .put("/v1/merchants/{id}", evil)
                .then()
                .statusCode(200);
        String wrong = IntStream.range(0, 20).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]"));
        with(evilKey)
                .contentType(ContentType.JSON)
                .body(wrong)
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body("[0].status", equalTo(400))
                .body("[19].status", equalTo(429));
        int[] statuses = IntStream.range(0, 3)
                .map(i -> with(evilKey)
                        .contentType(ContentType.JSON)
                        .body("[nonsense")
                        .post("/v1/decisions/batch")
                        .statusCode())
                .toArray();
        assertThat(statuses).contains(429);
        assertThat(decide(acmeKey, checkout(acme)).statusCode()).isEqualTo(200);
    }

    /** Neither to fill the table of series, nor with what should not be read by all. */
    @Test
    void pathsOfWhoIsRefused_areNotInTheMetrics() throws IOException {
        String marker = "secret-" + UUID.randomUUID();
        for (int i = 0; i < 150; i++) {
            assertThat(raw("GET /v1/lists/" + acme + "/blocked/entries/" + marker + i + " HTTP/1.1"))
                    .startsWith("HTTP/1.1 401 ");
            assertThat(raw("GET //v1/nothing/" + marker + i + " HTTP/1.1")).startsWith("HTTP/1.1 401 ");
        }
        raw("GET /v1/lists/" + acme + "/blocked/entries/" + marker + " HTTP/1.1", bearer(evilKey));
        raw("GET /v1/nothing/" + marker + " HTTP/1.1", bearer(evilKey));
        for (int i = 0; i < 150; i++) {
            breakOff("PUT /v1/lists/" + evil + "/blocked/entries/" + marker + i + " HTTP/1.1", evilKey);
        }
        with(acmeKey).get("/v1/limits/{scope}", acme).then().statusCode(200);

        await().untilAsserted(() -> assertThat(given().get("/q/metrics").asString())
                .contains("uri=\"/v1/limits/{scope}\"", "uri=\"UNKNOWN\"")
                .doesNotContain(marker, acmeKey.split("_")[2]));
    }

    @Test
    void documentsOfOddValues_areRefusedByField() {
        for (String field : List.of(
                "{\"quota\":{\"perSecond\":0}}",
                "{\"quota\":{\"perSecond\":-1}}",
                "{\"quota\":{\"perSecond\":1e9}}",
                "{\"quota\":{\"perSecond\":2147483648}}",
                "{\"quota\":{\"perSecond\":1,\"burst\":2147483647}}",
                "{\"quota\":{\"burst\":5}}",
                "{\"reviewAt\":-2147483648}",
                "{\"declineAt\":2147483647}",
                "{\"traceSampling\":1e999999999}",
                "{\"traceSampling\":-1e-5}",
                "{\"timeZone\":\"" + "A".repeat(30_000) + "\"}",
                "{\"timeZone\":\"../../etc/localtime\"}",
                "{\"masking\":\"" + "a".repeat(30_000) + "\"}",
                "{\"plan\":\"__proto__\"}",
                "{\"fallback\":\"approve\"}",
                "{\"keys\":[]}")) {
            with(ADMIN)
                    .contentType(ContentType.JSON)
                    .body(field)
                    .put("/v1/merchants/{id}", evil)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        assertThat(decide(evilKey, checkout(evil)).statusCode()).isEqualTo(200);
    }
}
