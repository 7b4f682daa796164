package io.riskgate.decision;

import static io.riskgate.fixture.LambdaRules.firing;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.LambdaRules;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.limits.LedgerContract;
import io.riskgate.limits.Limit;
import io.riskgate.limits.Settling.Settled;
import io.riskgate.limits.Settling.State;
import io.riskgate.limits.Settling.Unavailable;
import io.riskgate.limits.Settling.Unknown;
import io.riskgate.model.Decision;
import io.riskgate.model.Effect;
import io.riskgate.model.Reason;
import io.riskgate.model.Reservation;
import io.riskgate.model.Reservation.Held;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checkouts under limits, on a node that is alone. */
class LimitsTest {

    private static final Limit DAILY = new Limit(
            "platform",
            "daily",
            new Dimension("customer"),
            1_000_000,
            "USD",
            Window.HOURS_24,
            Duration.ofMinutes(30).toMillis(),
            Verdict.DECLINE);

    private static Engine engine() {
        Engine engine = new Engine();
        engine.limits.put("platform", List.of(DAILY));
        return engine;
    }

    private static Decision decide(Engine engine, String id, String amount) {
        return engine.decide(LedgerContract.checkout("acme", id, "ann", amount))
                .join()
                .decision();
    }

    private static State settle(Engine engine, String id, State wanted) throws InterruptedException {
        return ((Settled) engine.settlements.settle("acme", id, wanted)).state();
    }

    @Test
    void approvedCheckout_holdsItsAmount_andOneThatDoesNotFitIsDeclined() {
        try (Engine engine = engine()) {
            Decision first = decide(engine, "1", "60");
            assertThat(first.verdict()).isEqualTo(Verdict.APPROVE);
            assertThat(first.reservation())
                    .isEqualTo(new Reservation(
                            engine.clock.instant().plus(Duration.ofMinutes(30)),
                            List.of(new Held("platform", "daily", "customer"))));
            Decision second = decide(engine, "2", "41");
            assertThat(second.verdict()).isEqualTo(Verdict.DECLINE);
            assertThat(second.reservation()).isNull();
            assertThat(second.reasons())
                    .containsExactly(new Reason("limit_exceeded", "daily", "limits:platform", Effect.DECLINE, null));
            assertThat(decide(engine, "3", "40").verdict()).isEqualTo(Verdict.APPROVE);
            assertThat(decide(engine, "4", "0.0001").verdict()).isEqualTo(Verdict.DECLINE);
        }
    }

    @Test
    void declinedByRules_holdsNothing() {
        try (Engine engine = engine()) {
            engine.rulesets.activate(LambdaRules.ruleset("acme", 1, e -> {
                if (e.checkout().id().equals("1")) {
                    e.add(firing("r", 1, Effect.DECLINE, "no"));
                }
            }));
            assertThat(decide(engine, "1", "60").reservation()).isNull();
            assertThat(decide(engine, "2", "100").verdict()).isEqualTo(Verdict.APPROVE);
        }
    }

    @Test
    void reviewedAndChallenged_holdTheirAmount() {
        try (Engine engine = engine()) {
            engine.rulesets.activate(
                    LambdaRules.ruleset("acme", 1, e -> e.add(firing("r", 1, Effect.CHALLENGE, "sure"))));
            Decision challenged = decide(engine, "1", "60");
            assertThat(challenged.verdict()).isEqualTo(Verdict.CHALLENGE);
            assertThat(challenged.reservation()).isNotNull();
            assertThat(decide(engine, "2", "60").verdict()).isEqualTo(Verdict.DECLINE);
        }
    }

    @Test
    void rules_seeWhatIsAvailable_withoutThisCheckout() {
        try (Engine engine = engine()) {
            engine.limits.put("acme", List.of(own(DAILY, "own", 500_000)));
            StringBuilder seen = new StringBuilder();
            engine.rulesets.activate(new Ruleset(
                    "acme", 1, "h", new LambdaRules(List.of(), List.of("own", "daily", "none"), e -> IntStream.range(
                                    0, 3)
                            .forEach(i -> seen.append(plain(e.available(i))).append(' ')))));
            decide(engine, "1", "20");
            decide(engine, "2", "5");
            assertThat(seen).hasToString("50 100 null 30 80 null ");
        }
    }

    private static String plain(BigDecimal number) {
        return number == null ? "null" : number.stripTrailingZeros().toPlainString();
    }

    private static Limit own(Limit like, String name, long units) {
        return new Limit(
                "acme", name, like.by(), units, like.currency(), like.window(), like.holdMillis(), like.onExceeded());
    }

    @Test
    void otherCurrencyOrNoCustomer_isNotUnderTheLimit() {
        try (Engine engine = engine()) {
            engine.limits.put("platform", List.of(own(DAILY, "tiny", 1)));
            assertThat(engine.decide(Checkouts.checkout("acme", "1"))
                            .join()
                            .decision()
                            .verdict())
                    .isEqualTo(Verdict.APPROVE);
            assertThat(decide(engine, "2", "10").verdict()).isEqualTo(Verdict.DECLINE);
        }
    }

    @Test
    void settlement_isJournalledOnce_andGivesBackOrKeeps() throws Exception {
        try (Engine engine = engine()) {
            decide(engine, "1", "60");
            decide(engine, "2", "40");
            assertThat(settle(engine, "1", State.RELEASED)).isEqualTo(State.RELEASED);
            assertThat(settle(engine, "1", State.CONFIRMED)).isEqualTo(State.RELEASED);
            assertThat(settle(engine, "2", State.CONFIRMED)).isEqualTo(State.CONFIRMED);
            assertThat(decide(engine, "3", "60").verdict()).isEqualTo(Verdict.APPROVE);
            engine.clock.advance(Duration.ofMinutes(31));
            assertThat(settle(engine, "3", State.CONFIRMED)).isEqualTo(State.EXPIRED);
            assertThat(decide(engine, "4", "61").verdict()).isEqualTo(Verdict.DECLINE);
            assertThat(engine.settlements.settle("acme", "4", State.CONFIRMED)).isEqualTo(new Unknown());
            assertThat(engine.journal.records().stream()
                            .filter(SettlementEntry.class::isInstance)
                            .map(SettlementEntry.class::cast))
                    .extracting(SettlementEntry::id)
                    .containsExactly("1", "2");
        }
    }

    @Test
    void journalThatIsFull_settlesNothing() throws Exception {
        try (Engine engine = engine()) {
            decide(engine, "1", "60");
            engine.journal.fill();
            assertThat(engine.settlements.settle("acme", "1", State.RELEASED)).isInstanceOf(Unavailable.class);
            assertThat(decide(engine, "2", "60").verdict()).isEqualTo(Verdict.DECLINE);
        }
    }

    @Test
    void recovery_bringsReservationsAndSettlementsBack() throws Exception {
        try (Engine before = engine();
                Engine after = engine()) {
            decide(before, "open", "30");
            decide(before, "confirmed", "30");
            decide(before, "released", "30");
            settle(before, "confirmed", State.CONFIRMED);
            settle(before, "released", State.RELEASED);
            for (JournalRecord entry : before.journal.records()) {
                after.recovery.restore(entry);
            }
            after.recovery.finish();
            assertThat(settle(after, "released", State.CONFIRMED)).isEqualTo(State.RELEASED);
            assertThat(settle(after, "confirmed", State.RELEASED)).isEqualTo(State.CONFIRMED);
            assertThat(decide(after, "more", "41").verdict()).isEqualTo(Verdict.DECLINE);
            assertThat(decide(after, "fits", "40").verdict()).isEqualTo(Verdict.APPROVE);
            assertThat(settle(after, "open", State.RELEASED)).isEqualTo(State.RELEASED);
            assertThat(decide(after, "again", "30").verdict()).isEqualTo(Verdict.APPROVE);
        }
    }

    @Test
    void lateCheckout_isNeverApprovedUnderALimit_andHoldsNothing() throws Exception {
        try (Engine engine = new Engine(Duration.ofMillis(300), Engine::windows)) {
            engine.limits.put("platform", List.of(DAILY));
            CountDownLatch release = engine.block(engine.shards.of("acme").index());
            CompletableFuture<Answer> late = engine.decide(LedgerContract.checkout("acme", "late", "ann", "60"));
            Decision fallback = late.join().decision();
            assertThat(fallback.degraded()).containsExactly("overload");
            assertThat(fallback.verdict()).isEqualTo(Verdict.REVIEW);
            assertThat(fallback.reservation()).isNull();
            release.countDown();
            Decision next = engine.decide(LedgerContract.checkout("acme", "next", "ann", "100"))
                    .join()
                    .decision();
            assertThat(next.verdict()).isEqualTo(Verdict.APPROVE);
        }
    }

    @Test
    void parallelCheckoutsOfOneCustomer_neverHoldMoreThanTheLimit() {
        try (Engine engine = engine();
                ExecutorService callers = Executors.newFixedThreadPool(4)) {
            long holding = IntStream.range(0, 2_000)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                                    () -> engine.decide(LedgerContract.checkout("acme", "c-" + i, "ann", "1")), callers)
                            .thenCompose(answer -> answer))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.decision().reservation() != null)
                    .count();
            assertThat(holding).isEqualTo(100);
        }
    }
}
