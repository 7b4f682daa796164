package io.riskgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.riskgate.fixture.SettableClock;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    /** What a timing of many checks asks for: of a run by hand. */
    private static final int CHECKS = Integer.getInteger("riskgate.timing.checks", 20_000);

    private static final double BYTES_MAX = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SecureRandom random = new SecureRandom();
    private final SettableClock clock = new SettableClock(NOW);
    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();

    private KeyText key(Set<Scope> scopes, @Nullable Instant expiresAt) {
        KeyText text = KeyText.generate(random);
        keys.put(text.id(), ApiKey.of(text, "acme", scopes, NOW, expiresAt, random));
        return text;
    }

    private Callers callers(Map<String, String> options, String host) {
        IdentityConfig config = Configured.identity(options);
        return new Callers(config, keys::get, new Tokens(config, clock), clock, host);
    }

    private Callers callers() {
        return callers(Map.of(), "0.0.0.0");
    }

    @Test
    void key_saysWhoItIs() {
        KeyText key = key(Set.of(Scope.DECIDE), null);

        Identified expected = new Identified.Known(new Caller("key " + key.id(), "acme", Set.of(Scope.DECIDE)));
        assertThat(callers().identify("Bearer " + key.text())).isEqualTo(expected);
        assertThat(callers().identify("bearer   " + key.text() + " ")).isEqualTo(expected);
    }

    @Test
    void expiredOrRevokedKey_isOfNoUseAtOnce() {
        KeyText key = key(Set.of(Scope.DECIDE), NOW.plusSeconds(60));
        Callers callers = callers();
        assertThat(callers.identify("Bearer " + key.text())).isInstanceOf(Identified.Known.class);

        clock.advance(Duration.ofSeconds(60));
        assertThat(callers.identify("Bearer " + key.text())).isEqualTo(Identified.Refused.INVALID);

        KeyText other = key(Set.of(Scope.DECIDE), null);
        keys.remove(other.id());
        assertThat(callers.identify("Bearer " + other.text())).isEqualTo(Identified.Refused.INVALID);
    }

    @Test
    void wrongSecretOfAKnownId_isRefusedAsAnUnknownIdIs() {
        KeyText key = key(Set.of(Scope.DECIDE), null);
        String wrong =
                key.text().substring(0, key.text().length() - 1) + (key.text().endsWith("a") ? "b" : "a");

        assertThat(callers().identify("Bearer " + wrong)).isEqualTo(Identified.Refused.INVALID);
        assertThat(callers().identify("Bearer " + KeyText.generate(random).text()))
                .isEqualTo(Identified.Refused.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer rk_", "Basic abc", "Bearer a.b.c"})
    void whatIsNoKey_isRefused(String header) {
        assertThat(callers().identify(header)).isEqualTo(Identified.Refused.INVALID);
        assertThat(callers().identify(null)).isEqualTo(Identified.Refused.MISSING);
    }

    @Test
    void configuredAdminKey_isInForce() {
        KeyText admin = KeyText.generate(random);
        Callers callers = callers(Map.of("riskgate.admin-key", admin.text()), "127.0.0.1");

        assertThat(callers.identify("Bearer " + admin.text()))
                .isInstanceOfSatisfying(
                        Identified.Known.class,
                        known -> assertThat(known.caller().isAdmin()).isTrue());
        assertThat(callers.needsNoAdmin()).isTrue();
        assertThatThrownBy(() -> callers(Map.of("riskgate.admin-key", "rk_secret"), "127.0.0.1"))
                .hasMessageContaining("riskgate.admin-key")
                .hasMessageNotContaining("rk_secret");
    }

    @Test
    void keysThatAreNotRequired_areForLoopbackOnly() {
        Map<String, String> off = Map.of("riskgate.keys.required", "false");

        assertThat(callers(off, "127.0.0.1").identify("Bearer nonsense"))
                .isEqualTo(new Identified.Known(Caller.ANYBODY));
        assertThat(callers(off, "localhost").identify(null)).isEqualTo(new Identified.Known(Caller.ANYBODY));
        for (String host : new String[] {"0.0.0.0", "::", "192.0.2.1", "no.such.host.invalid"}) {
            assertThatThrownBy(() -> callers(off, host))
                    .hasMessageContaining("riskgate.keys.required")
                    .hasMessageContaining(host);
        }
    }

    @Test
    void issuerWithoutWhatItNeeds_stopsTheStart() {
        assertThatThrownBy(() -> callers(Map.of("riskgate.jwt.issuer", "https://id.example"), "127.0.0.1"))
                .hasMessageContaining("riskgate.jwt.audience");
        assertThatThrownBy(() -> callers(
                        Map.of(
                                "riskgate.jwt.issuer", "https://id.example",
                                "riskgate.jwt.audience", "riskgate",
                                "riskgate.jwt.jwks", "http://id.example/jwks"),
                        "127.0.0.1"))
                .hasMessageContaining("riskgate.jwt.jwks");
    }

    @Test
    void check_allocatesNoMoreThanItsBound() {
        String header = "Bearer " + key(Set.of(Scope.DECIDE), null).text();
        Callers callers = callers();
        for (int i = 0; i < CHECKS; i++) {
            callers.identify(header);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CHECKS; i++) {
            callers.identify(header);
        }
        double bytes = (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / CHECKS;
        System.out.printf("key check: %.0f bytes allocated by each%n", bytes);
        assertThat(bytes).isPositive().isLessThan(BYTES_MAX);
    }

    /** Prints what a check takes, a known key beside an unknown one; -Driskgate.timing.checks=2000000 for figures. */
    @Test
    void check_takesAsLongForAnUnknownKey() {
        String right = "Bearer " + key(Set.of(Scope.DECIDE), null).text();
        String unknown = "Bearer " + KeyText.generate(random).text();
        Callers callers = callers();
        long known = 0;
        for (String header : new String[] {right, unknown, right, unknown}) {
            long startNanos = System.nanoTime();
            for (int i = 0; i < CHECKS; i++) {
                known += callers.identify(header) instanceof Identified.Known ? 1 : 0;
            }
            System.out.printf(
                    "key check, %s: %,d ns each over %,d%n",
                    header.equals(right) ? "known" : "unknown", (System.nanoTime() - startNanos) / CHECKS, CHECKS);
        }
        assertThat(known).isEqualTo(2L * CHECKS);
    }
}
