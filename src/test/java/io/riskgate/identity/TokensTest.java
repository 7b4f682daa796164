package io.riskgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.Issuer;
import io.riskgate.fixture.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final long ANSWER_SECONDS_MAX = 10;

    private final Issuer issuer = new Issuer();
    private final SettableClock clock = new SettableClock(Instant.now());
    private final Tokens tokens = tokens(issuer.options());

    private Tokens tokens(Map<String, String> options) {
        return new Tokens(Configured.identity(options), clock);
    }

    @AfterEach
    void stop() {
        issuer.close();
        tokens.stop();
    }

    private Identified outcome(String token) throws Exception {
        return tokens.check(token) instanceof Identified.Pending pending
                ? pending.outcome().toCompletableFuture().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                : tokens.check(token);
    }

    @Test
    void token_saysWhoItIs() throws Exception {
        assertThat(outcome(issuer.token(Issuer.claims("acme", "openid decide rules"))))
                .isEqualTo(new Identified.Known(new Caller("token of ann", "acme", Set.of(Scope.DECIDE, Scope.RULES))));
    }

    @Test
    void verifiedToken_isRememberedUntilItExpiresOrForFiveMinutes() throws Exception {
        String token = issuer.token(Issuer.claims("acme", "decide"));
        assertThat(tokens.check(token)).isInstanceOf(Identified.Pending.class);
        Identified known = outcome(token);
        assertThat(tokens.check(token)).isEqualTo(known).isInstanceOf(Identified.Known.class);

        clock.advance(Tokens.REMEMBERED_MAX);
        assertThat(tokens.check(token)).isInstanceOf(Identified.Pending.class);

        JwtClaims soon = Issuer.claims("acme", "decide");
        NumericDate expiry = NumericDate.now();
        expiry.addSeconds(60);
        soon.setExpirationTime(expiry);
        String short_ = issuer.token(soon);
        clock.set(Instant.now());
        outcome(short_);
        assertThat(tokens.check(short_)).isInstanceOf(Identified.Known.class);
        clock.advance(Duration.ofSeconds(61));
        assertThat(tokens.check(short_)).isInstanceOf(Identified.Pending.class);
    }

    static Stream<Named<Consumer<JwtClaims>>> wrongClaims() {
        return Stream.of(
                Named.of("another issuer", claims -> claims.setIssuer("https://evil.example")),
                Named.of("no issuer", claims -> claims.unsetClaim("iss")),
                Named.of("another audience", claims -> claims.setAudience("shop")),
                Named.of("no audience", claims -> claims.unsetClaim("aud")),
                Named.of("no expiry", claims -> claims.unsetClaim("exp")),
                Named.of("no merchant", claims -> claims.unsetClaim("merchant")),
                Named.of("merchant that is no text", claims -> claims.setClaim("merchant", 5)),
                Named.of("groups of another type", claims -> claims.setClaim("groups", 5)),
                Named.of("not yet valid", claims -> claims.setNotBeforeMinutesInThePast(-10)));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void wrongClaim_isRefused(Consumer<JwtClaims> wrong) throws Exception {
        JwtClaims claims = Issuer.claims("acme", "decide");
        assertThat(outcome(issuer.token(claims))).isInstanceOf(Identified.Known.class);

        wrong.accept(claims);
        assertThat(outcome(issuer.token(claims))).isEqualTo(Identified.Refused.INVALID);
    }

    @Test
    void tokenThatNobodySigned_isRefused() throws Exception {
        JwtClaims claims = Issuer.claims("platform", "admin");
        Map<String, String> bad = new HashMap<>(Map.of(
                "unsigned", issuer.unsigned(claims),
                "HMAC with the public key", issuer.confused(claims),
                "signed with another key", issuer.forged(claims),
                "expired", issuer.token(Issuer.expired("platform", "admin")),
                "no token", "a.b.c",
                "too long", "a".repeat(Tokens.TOKEN_CHARS_MAX + 1)));
        String good = issuer.token(claims);
        bad.put("changed", good.substring(0, good.lastIndexOf('.') - 2) + "AA" + good.substring(good.lastIndexOf('.')));

        assertThat(outcome(good)).isInstanceOf(Identified.Known.class);
        for (Map.Entry<String, String> token : bad.entrySet()) {
            assertThat(outcome(token.getValue())).as(token.getKey()).isEqualTo(Identified.Refused.INVALID);
        }
    }

    /** What a head can say besides, to be verified with another key or in another way. */
    @Test
    void tokenThatSaysHowToVerifyIt_isNotBelieved() throws Exception {
        JwtClaims claims = Issuer.claims("platform", "admin");
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("own key in the head", issuer.forged(claims, JsonWebSignature::setJwkHeader));
        bad.put("own key of another name", issuer.forged(claims, (head, key) -> {
            head.setJwkHeader(key);
            head.setKeyIdHeaderValue("mine");
        }));
        bad.put("keys elsewhere", issuer.forged(claims, (head, key) -> {
            head.setHeader("jku", "http://127.0.0.1:1/jwks");
            head.setHeader("x5u", "http://127.0.0.1:1/cert");
        }));
        bad.put("demand that nobody knows", issuer.token(claims, head -> {
            head.setCriticalHeaderNames("sudo");
            head.getHeaders().setObjectHeaderValue("sudo", true);
        }));
        bad.put("demand that is no list", issuer.token(claims, head -> head.setHeader("crit", "b64")));
        for (String kid : List.of("", "k2", "../k1", "k1\0", "k1' OR '1'='1", "x".repeat(4_000))) {
            bad.put("kid " + kid, issuer.token(claims, head -> head.setKeyIdHeaderValue(kid)));
        }
        bad.put("encrypted", issuer.encrypted(claims));
        String good = issuer.token(claims);
        bad.put("twice", good + "." + good);
        bad.put("without signature", good.substring(0, good.lastIndexOf('.') + 1));
        bad.put("with another's claims", claimsOf(issuer.token(claims), issuer.token(Issuer.claims("acme", "decide"))));

        assertThat(outcome(good)).isInstanceOf(Identified.Known.class);
        for (Map.Entry<String, String> token : bad.entrySet()) {
            assertThat(outcome(token.getValue())).as(token.getKey()).isEqualTo(Identified.Refused.INVALID);
        }
    }

    /** The second token with the claims of the first. */
    private static String claimsOf(String first, String second) {
        String[] parts = second.split("\\.");
        return parts[0] + "." + first.split("\\.")[1] + "." + parts[2];
    }

    @Test
    void adminOfAMerchant_isNone() throws Exception {
        assertThat(outcome(issuer.token(Issuer.claims("acme", "admin decide"))))
                .isEqualTo(new Identified.Known(new Caller("token of ann", "acme", Set.of(Scope.DECIDE))));
    }

    @Test
    void newKeyOfTheIssuer_isFetched() throws Exception {
        assertThat(outcome(issuer.token(Issuer.claims("acme", "decide")))).isInstanceOf(Identified.Known.class);
        issuer.addKey("k2");
        String token = issuer.token(Issuer.claims("acme", "decide"));

        await().atMost(IssuerKeys.FETCH_EVERY_MIN.multipliedBy(3))
                .untilAsserted(() -> assertThat(outcome(token)).isInstanceOf(Identified.Known.class));
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void issuerThatHangs_holdsUpNobodyWhoAsks() throws Exception {
        issuer.hold();
        String token = issuer.token(Issuer.claims("acme", "decide"));
        Identified.Pending pending = (Identified.Pending) tokens.check(token);
        await().until(() -> issuer.fetches() == 1);
        assertThat(tokens.check(token)).isInstanceOf(Identified.Pending.class);
        assertThat(pending.outcome().toCompletableFuture().isDone()).isFalse();

        issuer.answer();
        assertThat(pending.outcome().toCompletableFuture().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS))
                .isInstanceOf(Identified.Known.class);
    }

    @Test
    void issuerThatIsAway_isSaid() throws Exception {
        issuer.close();
        assertThat(outcome(issuer.token(Issuer.claims("acme", "decide")))).isEqualTo(Identified.Refused.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"keys\":5}", "{\"keys\":[5]}", "{\"keys\":[{\"kty\":5}]}", "{\"keys\":[]}"})
    void issuerThatAnswersSomethingElse_letsNobodyIn(String answer) throws Exception {
        issuer.answerWith(answer);

        assertThat(outcome(issuer.token(Issuer.claims("acme", "decide"))))
                .isIn(Identified.Refused.UNAVAILABLE, Identified.Refused.INVALID);
    }

    @Test
    void withoutAnIssuer_tokensAreRefused() {
        assertThat(tokens(Map.of()).check(issuer.token(Issuer.claims("acme", "decide"))))
                .isEqualTo(Identified.Refused.INVALID);
    }
}
