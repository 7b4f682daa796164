package io.riskgate.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.riskgate.fixture.Issuer;
import io.riskgate.identity.KeyText;
import io.riskgate.identity.Scope;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every endpoint, called by every kind of caller. */
@QuarkusTest
@QuarkusTestResource(value = AccessMatrixTest.Identities.class, restrictToAnnotatedClass = true)
class AccessMatrixTest {

    private static final String ADMIN = KeyText.generate(new SecureRandom()).text();
    private static final String ALL = "decide rules lists";
    private static final Path DATA = Path.of("target/test-data-identity");

    private static Issuer issuer;

    /** Starts an issuer before the application, which requires keys. */
    public static class Identities implements QuarkusTestResourceLifecycleManager {

        private Issuer started;

        @Override
        public Map<String, String> start() {
            started = new Issuer();
            Map<String, String> options = new HashMap<>(started.options());
            options.put("riskgate.keys.required", "true");
            options.put("riskgate.admin-key", ADMIN);
            options.put("riskgate.data-dir", DATA.toString());
            return options;
        }

        @Override
        public void inject(TestInjector injector) {
            issuer = started;
        }

        @Override
        public void stop() {
            started.close();
        }
    }

    /**
     * A row.
     *
     * @param path as the API's description has it
     * @param body with {@code ME} for the merchant
     * @param namesMerchant whether path or body say whose things are meant
     */
    private record Endpoint(
            String method,
            String path,
            Scope needed,
            boolean namesMerchant,
            @Nullable String type,
            @Nullable String body) {

        String name() {
            return method + " " + path;
        }

        Response call(@Nullable String credential, String merchantId) {
            RequestSpecification request = given().config(RestAssuredConfig.config()
                    .encoderConfig(EncoderConfig.encoderConfig()
                            .encodeContentTypeAs("text/x-drl", ContentType.TEXT)
                            .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)));
            if (credential != null) {
                request.header("Authorization", "Bearer " + credential);
            }
            if (body != null && type != null) {
                request.contentType(type).body(body.replace("ME", merchantId).replace("ANY", "" + UUID.randomUUID()));
            }
            return request.request(
                    method,
                    path.replace("{scope}", merchantId)
                            .replace("{name}", "blocked")
                            .replace("{value}", "v")
                            .replace("{version}", "1")
                            .replace("{id}", "somebody")
                            // Refused once the caller is let in: a stream that is opened does not end.
                            .replace("/stream", "/stream?merchantId=")
                            .replace("{keyId}", "none"));
        }
    }

    private static final String CHECKOUT = "{\"id\":\"ANY\",\"merchantId\":\"ME\",\"amount\":5,\"currency\":\"USD\"}";
    private static final String LIMIT = "{\"by\":\"card\",\"amount\":1,\"currency\":\"USD\",\"window\":\"24h\"}";
    private static final String ANSWER = "{\"verdict\":\"approve\",\"by\":\"ann\"}";
    private static final String RULES = "rule \"r\" when Checkout() then decision.tag(\"t\"); end";
    private static final String JSON = "application/json";
    private static final String DRL = "text/x-drl";

    private static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("POST", "/v1/decisions", Scope.DECIDE, true, JSON, CHECKOUT),
            new Endpoint("POST", "/v1/decisions/batch", Scope.DECIDE, false, JSON, "[" + CHECKOUT + "]"),
            new Endpoint("POST", "/v1/decisions/explain", Scope.RULES, true, JSON, CHECKOUT),
            new Endpoint("POST", "/v1/decisions/{id}/confirm", Scope.DECIDE, true, JSON, "{\"merchantId\":\"ME\"}"),
            new Endpoint("POST", "/v1/decisions/{id}/release", Scope.DECIDE, true, JSON, "{\"merchantId\":\"ME\"}"),
            new Endpoint("POST", "/v1/decisions/{id}/outcome", Scope.DECIDE, false, JSON, "{\"kind\":\"fraud\"}"),
            new Endpoint("GET", "/v1/decisions/{id}/replay", Scope.ADMIN, false, null, null),
            new Endpoint("POST", "/v1/echo", Scope.DECIDE, false, JSON, CHECKOUT),
            new Endpoint("PUT", "/v1/rulesets/{scope}", Scope.RULES, true, DRL, RULES),
            new Endpoint("GET", "/v1/rulesets/{scope}", Scope.RULES, true, null, null),
            new Endpoint("GET", "/v1/rulesets/{scope}/versions", Scope.RULES, true, null, null),
            new Endpoint("GET", "/v1/rulesets/{scope}/performance", Scope.RULES, true, null, null),
            new Endpoint("PUT", "/v1/rulesets/{scope}/active", Scope.RULES, true, JSON, "{\"version\":1}"),
            new Endpoint(
                    "PUT",
                    "/v1/rulesets/{scope}/versions/{version}/mode",
                    Scope.RULES,
                    true,
                    JSON,
                    "{\"mode\":\"retired\"}"),
            new Endpoint("GET", "/v1/rulesets/{scope}/versions/{version}/diff", Scope.RULES, true, null, null),
            new Endpoint("GET", "/v1/rulesets/{scope}/trials", Scope.RULES, true, null, null),
            new Endpoint("POST", "/v1/rulesets/check", Scope.RULES, false, DRL, RULES),
            // Rules that are refused, so that none is left running.
            new Endpoint("POST", "/v1/rulesets/{scope}/backtest", Scope.RULES, true, DRL, "rule"),
            new Endpoint("POST", "/v1/backtests/files", Scope.RULES, false, "application/x-ndjson", CHECKOUT),
            new Endpoint("GET", "/v1/backtests/{id}", Scope.RULES, false, null, null),
            new Endpoint("GET", "/v1/backtests/{id}/events", Scope.RULES, false, null, null),
            new Endpoint("DELETE", "/v1/backtests/{id}", Scope.RULES, false, null, null),
            new Endpoint("GET", "/v1/lists/{scope}/{name}/entries", Scope.LISTS, true, null, null),
            new Endpoint("PUT", "/v1/lists/{scope}/{name}/entries", Scope.LISTS, true, JSON, "{\"entries\":[\"a\"]}"),
            new Endpoint("DELETE", "/v1/lists/{scope}/{name}/entries", Scope.LISTS, true, null, null),
            new Endpoint("GET", "/v1/lists/{scope}/{name}/entries/{value}", Scope.LISTS, true, null, null),
            new Endpoint("PUT", "/v1/lists/{scope}/{name}/entries/{value}", Scope.LISTS, true, JSON, "{}"),
            new Endpoint("DELETE", "/v1/lists/{scope}/{name}/entries/{value}", Scope.LISTS, true, null, null),
            new Endpoint("GET", "/v1/limits/{scope}", Scope.RULES, true, null, null),
            new Endpoint("GET", "/v1/limits/{scope}/{name}", Scope.RULES, true, null, null),
            new Endpoint("PUT", "/v1/limits/{scope}/{name}", Scope.RULES, true, JSON, LIMIT),
            new Endpoint("DELETE", "/v1/limits/{scope}/{name}", Scope.RULES, true, null, null),
            new Endpoint("GET", "/v1/reviews", Scope.RULES, false, null, null),
            new Endpoint("GET", "/v1/reviews/stream", Scope.RULES, false, null, null),
            new Endpoint("POST", "/v1/reviews/{id}", Scope.RULES, false, JSON, ANSWER),
            new Endpoint("GET", "/v1/schema", Scope.RULES, false, null, null),
            new Endpoint("GET", "/v1/usage", Scope.RULES, false, null, null),
            new Endpoint("GET", "/v1/statistics/{scope}", Scope.RULES, true, null, null),
            new Endpoint("GET", "/v1/ops/diagnosis", Scope.ADMIN, false, null, null),
            new Endpoint("GET", "/v1/merchants", Scope.ADMIN, false, null, null),
            new Endpoint("GET", "/v1/merchants/{id}", Scope.ADMIN, false, null, null),
            new Endpoint("PUT", "/v1/merchants/{id}", Scope.ADMIN, false, JSON, "{}"),
            new Endpoint("DELETE", "/v1/merchants/{id}", Scope.ADMIN, false, null, null),
            new Endpoint("GET", "/v1/merchants/{id}/keys", Scope.ADMIN, false, null, null),
            new Endpoint("POST", "/v1/merchants/{id}/keys", Scope.ADMIN, false, JSON, "{\"scopes\":[\"decide\"]}"),
            new Endpoint("DELETE", "/v1/merchants/{id}/keys/{keyId}", Scope.ADMIN, false, null, null));

    /**
     * A column.
     *
     * @param merchantId whose it is; {@code null} if it is nobody
     * @param scopes that it has
     */
    private record Kind(
            String name,
            @Nullable String credential,
            @Nullable String merchantId,
            Set<Scope> scopes) {

        static Kind nobody(String name, @Nullable String credential) {
            return new Kind(name, credential, null, Set.of());
        }

        String expected(Endpoint endpoint, String asked) {
            if (merchantId == null) {
                return "401";
            }
            if (scopes.contains(Scope.ADMIN)) {
                return "in";
            }
            boolean own = !endpoint.namesMerchant() || asked.equals(merchantId);
            return scopes.contains(endpoint.needed()) && own ? "in" : "403";
        }
    }

    private final String me = "m-" + UUID.randomUUID();
    private final String other = "o-" + UUID.randomUUID();

    private static String key(String merchantId, String scopes, @Nullable Instant expiresAt) {
        String words = String.join("\",\"", scopes.split(" "));
        String expiry = expiresAt == null ? "" : ",\"expiresAt\":\"" + expiresAt + "\"";
        return admin().contentType(JSON)
                .body("{\"scopes\":[\"" + words + "\"]" + expiry + "}")
                .post("/v1/merchants/{id}/keys", merchantId)
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + ADMIN);
    }

    private String expiredKey() {
        String key = key(me, ALL, Instant.now().plusMillis(500));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> given().header("Authorization", "Bearer " + key)
                                .get("/v1/schema")
                                .statusCode()
                        == 401);
        return key;
    }

    private String revokedKey() {
        String key = key(me, ALL, null);
        admin().delete("/v1/merchants/{id}/keys/{key}", me, key.split("_")[1])
                .then()
                .statusCode(204);
        return key;
    }

    private List<Kind> kinds() {
        Set<Scope> all = Set.of(Scope.DECIDE, Scope.RULES, Scope.LISTS);
        JwtClaims claims = Issuer.claims(me, ALL);
        JwtClaims otherAudience = Issuer.claims(me, ALL);
        otherAudience.setAudience("shop");
        JwtClaims otherIssuer = Issuer.claims(me, ALL);
        otherIssuer.setIssuer("https://evil.example");
        return List.of(
                Kind.nobody("none", null),
                Kind.nobody("wrong key", KeyText.generate(new SecureRandom()).text()),
                Kind.nobody("expired", expiredKey()),
                Kind.nobody("revoked", revokedKey()),
                new Kind("decide", key(me, "decide", null), me, Set.of(Scope.DECIDE)),
                new Kind("rules", key(me, "rules", null), me, Set.of(Scope.RULES)),
                new Kind("lists", key(me, "lists", null), me, Set.of(Scope.LISTS)),
                new Kind("another's", key(other, ALL, null), other, all),
                new Kind("admin", ADMIN, "platform", Set.of(Scope.ADMIN)),
                new Kind("token", issuer.token(claims), me, all),
                new Kind(
                        "admin token",
                        issuer.token(Issuer.claims("platform", "admin")),
                        "platform",
                        Set.of(Scope.ADMIN)),
                Kind.nobody("token expired", issuer.token(Issuer.expired(me, ALL))),
                Kind.nobody("unsigned", issuer.unsigned(claims)),
                Kind.nobody("HS256", issuer.confused(claims)),
                Kind.nobody("forged", issuer.forged(claims)),
                Kind.nobody("audience", issuer.token(otherAudience)),
                Kind.nobody("issuer", issuer.token(otherIssuer)));
    }

    @Test
    void everyEndpoint_letsInWhoMayAndNobodyElse() {
        List<Kind> kinds = kinds();
        System.out.printf("access: %-45s", "");
        kinds.forEach(kind -> System.out.printf(" %-13s", kind.name()));
        System.out.println();
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : ENDPOINTS) {
            System.out.printf("access: %-45s", endpoint.name());
            for (Kind kind : kinds) {
                Response response = endpoint.call(kind.credential(), me);
                String outcome = outcome(response);
                System.out.printf(" %-13s", outcome);
                if (!outcome.equals(kind.expected(endpoint, me))) {
                    wrong.add(endpoint.name() + " by " + kind.name() + ": " + response.asString());
                }
            }
            System.out.println();
        }
        assertThat(wrong).isEmpty();
    }

    private static String outcome(Response response) {
        int status = response.statusCode();
        if (status == 401) {
            response.then()
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", org.hamcrest.Matchers.startsWith("Bearer"));
        }
        if (status == 403) {
            response.then().contentType("application/problem+json");
        }
        return status == 401 || status == 403 || status >= 500 ? "" + status : "in";
    }

    @Test
    void everyEndpoint_hasItsRow() {
        Map<String, Map<String, Object>> paths = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        Set<String> described = new TreeSet<>(Set.of("POST /v1/echo"));
        paths.forEach((path, methods) ->
                methods.keySet().forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(new TreeSet<>(ENDPOINTS.stream().map(Endpoint::name).toList()))
                .isEqualTo(described);
    }

    @Test
    void description_namesTheScheme() {
        given().get("/q/openapi?format=json")
                .then()
                .body("components.securitySchemes.key.scheme", org.hamcrest.Matchers.equalTo("bearer"))
                .body("security[0]", org.hamcrest.Matchers.hasKey("key"))
                .body("paths.'/v1/schema'.get.responses", org.hamcrest.Matchers.hasKey("401"));
    }

    @Test
    void platformAndOthersCheckouts_areForAdminsOnly() {
        String key = key(me, ALL, null);
        for (Endpoint endpoint :
                ENDPOINTS.stream().filter(Endpoint::namesMerchant).toList()) {
            for (String scope : List.of("platform", other, "PLATFORM", me.toUpperCase(Locale.ROOT))) {
                // No checkout can be of the platform, for whomever.
                boolean impossible = CHECKOUT.equals(endpoint.body()) && scope.equals("platform");
                assertThat(endpoint.call(key, scope).statusCode())
                        .as(endpoint.name() + " of " + scope)
                        .isEqualTo(impossible ? 400 : 403);
            }
        }
    }

    @Test
    void usage_isTheCallersOwn() {
        admin().contentType("text/plain")
                .body(RULES)
                .put("/v1/rulesets/{scope}", other)
                .then()
                .statusCode(201);
        String rules = key(me, "rules", null);
        given().header("Authorization", "Bearer " + rules)
                .contentType("text/plain")
                .body(RULES)
                .put("/v1/rulesets/{scope}", me)
                .then()
                .statusCode(201);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            given().header("Authorization", "Bearer " + rules)
                    .get("/v1/usage")
                    .then()
                    .statusCode(200)
                    .body("rows.merchant.unique()", org.hamcrest.Matchers.equalTo(List.of(me)));
            admin().get("/v1/usage")
                    .then()
                    .statusCode(200)
                    .body("rows.merchant", org.hamcrest.Matchers.hasItems(me, other));
        });
        for (String another : List.of(other, "platform")) {
            given().header("Authorization", "Bearer " + rules)
                    .get("/v1/usage?merchant=" + another)
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void changes_areJournalledWithWhoMadeThem() {
        String lists = key(me, "lists", null);
        for (String scope : List.of(me, other)) {
            given().header("Authorization", "Bearer " + lists)
                    .contentType("text/plain")
                    .body("fp-secret\n")
                    .put("/v1/lists/{scope}/stolen/entries", scope)
                    .then()
                    .statusCode(scope.equals(me) ? 200 : 403);
        }
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            List<ChangeEntry> changes = new ArrayList<>();
            JournalReader.replayAll(FileJournal.directory(DATA), (file, entry) -> {
                if (entry instanceof ChangeEntry change && List.of(me, other).contains(change.scope())) {
                    changes.add(change);
                }
            });
            String keyId = lists.split("_")[1];
            assertThat(changes)
                    .anyMatch(change -> change.what().equals("POST /v1/merchants/{id}/keys")
                            && change.scope().equals(me)
                            && keyId.equals(change.subject()));
            assertThat(changes)
                    .filteredOn(change -> change.by().contains(keyId))
                    .singleElement()
                    .satisfies(change -> {
                        assertThat(change.what()).isEqualTo("PUT /v1/lists/{scope}/{name}/entries");
                        assertThat(change.scope()).isEqualTo(me);
                        assertThat(change.subject()).isEqualTo("stolen");
                    });
        });
    }

    /** Where the query says whose checkout or reviews are meant, or the key does. */
    @Test
    void outcomesAndReviews_areTheCallersOwn() {
        String mine = key(me, ALL, null);
        for (String whose : List.of(other, "platform", me.toUpperCase(Locale.ROOT))) {
            for (String get : List.of("/v1/reviews", "/v1/reviews/stream")) {
                given().header("Authorization", "Bearer " + mine)
                        .get(get + "?merchantId=" + whose)
                        .then()
                        .statusCode(403);
            }
            given().header("Authorization", "Bearer " + mine)
                    .contentType(JSON)
                    .body(ANSWER)
                    .post("/v1/reviews/1?merchantId=" + whose)
                    .then()
                    .statusCode(403);
            given().header("Authorization", "Bearer " + mine)
                    .contentType(JSON)
                    .body("{\"kind\":\"fraud\"}")
                    .post("/v1/decisions/1/outcome?merchantId=" + whose)
                    .then()
                    .statusCode(403);
        }
        given().header("Authorization", "Bearer " + mine)
                .contentType(JSON)
                .body("{\"kind\":\"fraud\"}")
                .post("/v1/decisions/none/outcome")
                .then()
                .statusCode(404)
                .body("detail", org.hamcrest.Matchers.containsString(me));
        given().header("Authorization", "Bearer " + key(me, "decide", null))
                .contentType(JSON)
                .body("{\"kind\":\"fraud\",\"list\":{\"name\":\"stolen\",\"property\":\"card\"}}")
                .post("/v1/decisions/none/outcome")
                .then()
                .statusCode(403);
    }

    @Test
    void backtestAndItsFile_areTheCallersOwn() {
        String mine = key(me, "rules", null);
        String file = given().header("Authorization", "Bearer " + mine)
                .contentType("text/csv")
                .body("id\n".getBytes(StandardCharsets.UTF_8))
                .post("/v1/backtests/files")
                .then()
                .statusCode(201)
                .extract()
                .path("file");
        String backtest =
                backtest(mine, me, "").then().statusCode(202).extract().path("id");
        String stranger = key(other, "rules", null);
        for (String path : List.of("/v1/backtests/" + backtest, "/v1/backtests/" + backtest + "/events")) {
            given().header("Authorization", "Bearer " + stranger)
                    .get(path)
                    .then()
                    .statusCode(404);
            given().header("Authorization", "Bearer " + mine).get(path).then().statusCode(200);
        }
        given().header("Authorization", "Bearer " + stranger)
                .delete("/v1/backtests/" + backtest)
                .then()
                .statusCode(404);
        backtest(stranger, other, "?file=" + file).then().statusCode(404);
        backtest(mine, me, "?file=" + file).then().statusCode(202);
        admin().get("/v1/backtests/" + backtest).then().statusCode(200);
    }

    private static Response backtest(String credential, String scope, String query) {
        return given().header("Authorization", "Bearer " + credential)
                .contentType("text/plain")
                .body(RULES)
                .post("/v1/rulesets/" + scope + "/backtest" + query);
    }

    /** However a path is written, the filter and the resource see the same scope in it. */
    @Test
    void oddPaths_leadNowhereElse() {
        String key = key(me, ALL, null);
        admin().contentType("text/plain")
                .body(RULES)
                .put("/v1/rulesets/{scope}", other)
                .then()
                .statusCode(201);
        for (String scope : List.of(
                me + ";x=1",
                other + ";x=1",
                me + "/../" + other,
                me + "/%2e%2e/" + other,
                me + "%2F..%2F" + other,
                me + "%20",
                "%20" + me,
                me + "%00",
                other + "?scope=" + me,
                other + "%3Fscope=" + me)) {
            assertThat(given().urlEncodingEnabled(false)
                            .header("Authorization", "Bearer " + key)
                            .get("/v1/rulesets/" + scope)
                            .statusCode())
                    .as(scope)
                    .isIn(400, 403, 404);
        }
        for (String path : List.of("//v1/rulesets/", "/q/../v1/rulesets/", "/q/%2e%2e/v1/rulesets/", "/V1/rulesets/")) {
            assertThat(given().urlEncodingEnabled(false).get(path + other).statusCode())
                    .as(path)
                    .isIn(401, 404);
        }
    }

    @Test
    void batch_refusesEachCheckoutOfAnother() {
        given().header("Authorization", "Bearer " + key(me, "decide", null))
                .contentType(JSON)
                .body("[" + CHECKOUT.replace("ME", me) + "," + CHECKOUT.replace("ME", other) + "]")
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body("[0].verdict", org.hamcrest.Matchers.equalTo("APPROVE"))
                .body("[1].status", org.hamcrest.Matchers.equalTo(403));
    }

    @Test
    void explanation_showsAMerchantItsOwnRulesOnly() {
        for (String scope : List.of("platform", me)) {
            admin().contentType("text/plain")
                    .body(RULES)
                    .put("/v1/rulesets/{scope}", scope)
                    .then()
                    .statusCode(201);
        }
        Map<String, List<String>> seen = new LinkedHashMap<>();
        for (String credential : List.of(key(me, "rules", null), ADMIN)) {
            seen.put(
                    credential,
                    given().header("Authorization", "Bearer " + credential)
                            .contentType(JSON)
                            .body(CHECKOUT.replace("ME", me))
                            .post("/v1/decisions/explain")
                            .then()
                            .statusCode(200)
                            .extract()
                            .path("rulesets.ruleset"));
        }
        assertThat(seen.values().stream().map(List::size)).containsExactly(1, 2);
    }

    /** Neither status, body nor headers differ between a merchant with rules, lists and keys and one that nobody knows. */
    @Test
    void refusal_doesNotTellWhetherThereIsSuchAMerchant() {
        String stranger = key("s-" + UUID.randomUUID(), ALL, null);
        String mine = key(me, ALL, null);
        given().header("Authorization", "Bearer " + mine)
                .contentType("text/plain")
                .body(RULES)
                .put("/v1/rulesets/{scope}", me)
                .then()
                .statusCode(201);
        for (Endpoint endpoint :
                ENDPOINTS.stream().filter(Endpoint::namesMerchant).toList()) {
            List<String> answers = Stream.of(me, "x-" + UUID.randomUUID())
                    .map(merchant -> endpoint.call(stranger, merchant))
                    .map(answer -> answer.statusLine() + answer.headers() + answer.asString())
                    .toList();
            assertThat(answers.get(0)).as(endpoint.name()).contains("403").isEqualTo(answers.get(1));
        }
    }
}
