package io.riskgate.decision;

import static io.riskgate.fixture.LambdaRules.firing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.LambdaRules;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.JournalEntry;
import io.riskgate.limits.Claim;
import io.riskgate.limits.LedgerContract;
import io.riskgate.limits.Limit;
import io.riskgate.limits.Settling.Settled;
import io.riskgate.limits.Settling.State;
import io.riskgate.limits.SharedLedger;
import io.riskgate.limits.SharedLedger.Told;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Effect;
import io.riskgate.model.Verdict;
import io.riskgate.redis.RedisServer;
import io.riskgate.store.redis.RedisStores;
import io.riskgate.velocity.Window;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two pipelines whose ledger is one real Redis. */
class SharedLimitsTest {

    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final int CHECKOUTS = 10_000;

    /** As many as a merchant may have waiting at its shard, on both nodes. */
    private static final int IN_FLIGHT = 400;

    private static final Limit THOUSAND =
            LedgerContract.limit("daily", "customer", "1000", Window.HOURS_24, Duration.ofMinutes(30));

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private final RedisStores stores = new RedisStores();
    private RedisServer server;
    private SharedLedger ledger;
    private Engine a;
    private Engine b;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        ledger = stores.ledger(server.uri(), clock, gap -> {});
        a = node();
        b = node();
    }

    private Engine node() {
        Engine engine = new Engine(BUDGET, Engine::windows, stores.ledger(server.uri(), clock, gap -> {}));
        engine.limits.put("platform", List.of(THOUSAND));
        engine.rulesets.activate(LambdaRules.ruleset("platform", 1, e -> {
            if (e.checkout().id().endsWith("7")) {
                e.add(firing("unlucky", 1, Effect.DECLINE, "unlucky"));
            }
        }));
        return engine;
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        stores.close();
        server.close();
    }

    private Engine node(int number) {
        return number % 2 == 0 ? a : b;
    }

    private static Checkout checkout(int number) {
        return LedgerContract.checkout("acme", "c-" + number, "ann", "1");
    }

    private long used() {
        Checkout look = LedgerContract.checkout("acme", "look", "ann", "0");
        Told told = ledger.peek(look, Claim.of(look, List.of(THOUSAND)), clock.millis())
                .toCompletableFuture()
                .join();
        return ((Told.Exposures) told).exposures().getFirst().usedUnits() / 10_000;
    }

    @Test
    void journal_saysThatTheSharedLedgerWasAsked() {
        a.decide(checkout(0)).join();
        server.freeze();
        try {
            assertThat(a.decide(checkout(1)).join().decision().degraded()).contains("limits:local");
        } finally {
            server.thaw();
        }
        assertThat(a.journal.entries())
                .extracting(JournalEntry::redisRoundTrips)
                .containsExactly(1, 0);
    }

    @Test
    @Timeout(120)
    void parallelCheckoutsOfOneCustomer_neverHoldMoreThanTheLimit() throws Exception {
        ConcurrentLinkedQueue<Decision> decisions = new ConcurrentLinkedQueue<>();
        Semaphore room = new Semaphore(IN_FLIGHT);
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < CHECKOUTS; i++) {
                int number = i;
                room.acquire();
                callers.execute(() -> node(number / 3).decide(checkout(number)).thenAccept(answer -> {
                    decisions.add(answer.decision());
                    room.release();
                }));
            }
            room.acquire(IN_FLIGHT);
        }
        List<Decision> holding =
                decisions.stream().filter(one -> one.reservation() != null).toList();
        System.out.printf(
                "two nodes: %d parallel checkouts of one customer, limit 1000, %d hold 1 each, %d declined, %d without Redis%n",
                decisions.size(),
                holding.size(),
                decisions.stream()
                        .filter(one -> one.verdict() == Verdict.DECLINE)
                        .count(),
                decisions.stream()
                        .filter(one -> one.degraded().contains("limits:local"))
                        .count());
        assertThat(decisions).hasSize(CHECKOUTS);
        assertThat(decisions).noneMatch(one -> one.degraded().contains("limits:local"));
        assertThat(holding).hasSize(1_000).noneMatch(one -> one.verdict() == Verdict.DECLINE);
        // What the declined ones held for a moment is given back behind their answer.
        await().until(() -> used() == 1_000);

        for (int i = 0; i < holding.size(); i++) {
            State wanted = i % 2 == 0 ? State.CONFIRMED : State.RELEASED;
            // On whichever node: not where it was decided.
            assertThat(node(i / 2).settlements.settle("acme", holding.get(i).id(), wanted))
                    .isInstanceOfSatisfying(Settled.class, settled -> assertThat(settled.state())
                            .isEqualTo(wanted));
        }
        assertThat(used()).isEqualTo(500);
        clock.advance(Duration.ofHours(24));
        assertThat(used()).isZero();
    }

    @Test
    void declinedAndLateCheckouts_giveBackWhatTheyHeld() {
        assertThat(decide(a, "x7").verdict()).isEqualTo(Verdict.DECLINE);
        await().until(() -> used() == 0);
        assertThat(decide(a, "x1").reservation()).isNotNull();
        assertThat(used()).isEqualTo(1);
        // The other node's answer to the same id holds the same.
        assertThat(decide(b, "x1").reservation()).isNotNull();
        assertThat(used()).isEqualTo(1);
    }

    private static Decision decide(Engine engine, String id) {
        return engine.decide(LedgerContract.checkout("acme", id, "ann", "1"))
                .join()
                .decision();
    }

    @Test
    void withoutRedis_aNodeReservesItsShareOnly_andSaysSo() {
        server.freeze();
        try {
            Decision small = a.decide(LedgerContract.checkout("acme", "1", "ann", "100"))
                    .join()
                    .decision();
            assertThat(small.degraded()).containsExactly("limits:local");
            assertThat(small.verdict()).isEqualTo(Verdict.APPROVE);
            assertThat(small.reservation()).isNotNull();
            Decision more = decide(a, "2");
            assertThat(more.verdict()).isEqualTo(Verdict.REVIEW);
            assertThat(more.reservation()).isNull();
            assertThat(more.reasons().getFirst().code()).isEqualTo("limit_unknown");
        } finally {
            server.thaw();
        }
    }
}
