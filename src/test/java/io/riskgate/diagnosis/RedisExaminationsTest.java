package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.diagnosis.SharedStore.Outage;
import io.riskgate.diagnosis.SharedStore.State;
import io.riskgate.fixture.Checkouts;
import io.riskgate.redis.RedisServer;
import io.riskgate.store.redis.RedisStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Redis that is frozen or gone, and one whose clock is another. Breakers that open are in {@code SharedStateTest}. */
class RedisExaminationsTest {

    private static final Clock SYSTEM = Clock.systemUTC();
    private static final Instant NOON = Checkouts.NOON;

    private static RedisServer server;

    private final RedisStores stores = new RedisStores();

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stop() {
        stores.close();
    }

    private static Finding judged(boolean isConnected, boolean isComplete, Outage... outages) {
        return RedisHistory.judge(Optional.of(new State(isConnected, isComplete, List.of(outages))), NOON);
    }

    @Test
    void redisThatAnswers_isFine() {
        assertThat(new RedisHistory(stores.watched(server.uri(), SYSTEM), SYSTEM)
                        .examine()
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void outages_areThoseOfTheLastHour() {
        Outage brief = new Outage("windows", NOON.minusSeconds(100), NOON.minusSeconds(97));
        Outage old = new Outage("windows", NOON.minus(Duration.ofHours(3)), NOON.minus(Duration.ofHours(2)));
        Outage goesOn = new Outage("ledger", NOON.minusSeconds(1), null);
        assertThat(judged(true, true, old).severity()).isEqualTo(Severity.OK);
        assertThat(judged(true, false, old).severity()).isEqualTo(Severity.NOTICE);
        assertThat(judged(false, true).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judged(true, true, old, brief))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING))
                .satisfies(finding -> assertThat(finding.numbers())
                        .containsEntry("openedInLastHour", 1L)
                        .containsEntry("longestOpenMillis", 3_000L));
        assertThat(judged(true, true, old, brief, goesOn))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.CRITICAL))
                .satisfies(finding -> assertThat(finding.numbers())
                        .containsEntry("openNow", 1L)
                        .containsEntry("openMillisInLastHour", 4_000L));
    }

    @Test
    void clocks_areCompared() {
        SharedStore same = stores.watched(server.uri(), SYSTEM);
        assertThat(new ClockSkew(same).examine().severity()).isEqualTo(Severity.OK);

        SharedStore behind = stores.watched(server.uri(), Clock.offset(SYSTEM, Duration.ofSeconds(-5)));
        Finding finding = new ClockSkew(behind).examine();
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.numbers().get("redisAheadMicros").longValue()).isBetween(4_500_000L, 5_500_000L);
        assertThat(finding.summary()).contains("ahead of");
        assertThat(finding.advice()).contains("time servers");

        SharedStore ahead = stores.watched(server.uri(), Clock.offset(SYSTEM, Duration.ofMillis(600)));
        assertThat(new ClockSkew(ahead).examine().summary()).contains("behind");
    }

    @Test
    void frozenRedis_saysNoTime_andIsNotWaitedForLong() {
        SharedStore store = stores.watched(server.uri(), SYSTEM);
        server.freeze();
        try {
            long beginNanos = System.nanoTime();
            assertThat(new ClockSkew(store).examine().severity()).isEqualTo(Severity.NOTICE);
            assertThat(System.nanoTime() - beginNanos)
                    .isLessThan(Duration.ofSeconds(1).toNanos());
        } finally {
            server.thaw();
        }
    }

    @Test
    void nodeThatIsAlone_hasNothingToCompare() {
        assertThat(new RedisHistory(SharedStore.NONE, SYSTEM).examine().severity())
                .isEqualTo(Severity.OK);
        assertThat(new ClockSkew(SharedStore.NONE).examine().severity()).isEqualTo(Severity.OK);
    }

    @Test
    void skewThatIsNoMoreThanTheRoundTrip_isFine() {
        assertThat(ClockSkew.judge(true, Optional.of(new SharedStore.ClockReading(400_000, 500_000)))
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(ClockSkew.judge(true, Optional.of(new SharedStore.ClockReading(-400_000, 100_000)))
                        .severity())
                .isEqualTo(Severity.NOTICE);
    }
}
