package io.riskgate.decision;

import static io.riskgate.fixture.Checkouts.checkout;
import static io.riskgate.fixture.Checkouts.ofAmount;
import static io.riskgate.fixture.Checkouts.ofCustomer;
import static io.riskgate.fixture.LambdaRules.firing;
import static io.riskgate.fixture.LambdaRules.ruleset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.LambdaRules;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Effect;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.compile.DrlCompiler;
import io.riskgate.simulator.DayPlan;
import io.riskgate.simulator.DaySimulator;
import io.riskgate.simulator.LabelledCheckout;
import io.riskgate.store.RollbackLimits;
import io.riskgate.trial.Difference;
import io.riskgate.trial.Tally;
import io.riskgate.trial.Trial;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Shadows and canaries in the pipeline. */
class TrialsTest {

    private static final Consumer<Evaluation> APPROVING = e -> {};
    private static final Consumer<Evaluation> DECLINING = e -> e.add(firing("no", 1, Effect.DECLINE, "no"));
    private static final Consumer<Evaluation> THROWING = e -> {
        throw new IllegalStateException("in a rule");
    };

    private static final String ACTIVE = """
            rule "burst" when Checkout( velocity.count("card", "10m") >= 3 ) then decision.score(60, "burst"); end
            rule "large" when Checkout( amount > 300 ) then decision.review("large"); end
            """;

    /** Stricter, and with windows of its own. */
    private static final String CANDIDATE = """
            rule "devices" when Checkout( velocity.distinct("card", "device", "24h") >= 2 ) then decision.decline("devices"); end
            rule "sum" when Checkout( velocity.sum("merchant", "1h") > 1000, amount > 100 ) then decision.score(90, "sum"); end
            """;

    @Test
    void shadows_changeNoAnswer() {
        List<Checkout> day =
                DaySimulator.simulate(new DayPlan(7, 2_000, Instant.parse("2026-11-25T12:00:00Z"))).checkouts().stream()
                        .map(LabelledCheckout::checkout)
                        .toList();
        List<String> merchants =
                day.stream().map(Checkout::merchantId).distinct().toList();
        try (Engine without = new Engine();
                Engine with = new Engine()) {
            for (Engine engine : List.of(without, with)) {
                engine.rulesets.activate(compiled("platform", 1, ACTIVE));
                merchants.forEach(merchant -> engine.rulesets.activate(compiled(merchant, 1, ACTIVE)));
            }
            Trial ofPlatform = with.rulesets.shadow(compiled("platform", 2, CANDIDATE));
            for (String merchant : merchants) {
                with.rulesets.shadow(compiled(merchant, 2, CANDIDATE));
                with.rulesets.shadow(ruleset(merchant, 3, e -> {
                    if (e.checkout().amount().intValue() % 2 == 0) {
                        throw new StackOverflowError("in a shadow");
                    }
                }));
            }
            for (Checkout checkout : day) {
                Decision alone = decide(without, checkout);
                assertThat(decide(with, checkout))
                        .usingRecursiveComparison()
                        .ignoringFields("elapsedMicros")
                        .isEqualTo(alone);
            }
            awaitCompared(ofPlatform, day.size());
            assertThat(ofPlatform.sum().differing()).isPositive();
            assertThat(with.journal.entries()).hasSameSizeAs(day);
        }
    }

    @Test
    void shadow_isComparedWithWhatWasAnswered() {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("acme", 1, APPROVING));
            Trial shadow = engine.rulesets.shadow(ruleset("acme", 2, e -> {
                if (e.checkout().amount().intValue() >= 100) {
                    DECLINING.accept(e);
                }
            }));
            decide(engine, ofAmount("acme", "small", "20", "USD"));
            decide(engine, ofAmount("acme", "large", "250", "USD"));
            decide(engine, ofAmount("acme", "euro", "100", "EUR"));
            awaitCompared(shadow, 3);

            assertThat(shadow.sum().checkouts(Verdict.APPROVE, Verdict.APPROVE)).isEqualTo(1);
            assertThat(shadow.sum().checkouts(Verdict.APPROVE, Verdict.DECLINE)).isEqualTo(2);
            assertThat(shadow.sum().amount("USD", Verdict.APPROVE, Verdict.DECLINE))
                    .isEqualByComparingTo("250");
            assertThat(shadow.sum().amount("EUR", Verdict.APPROVE, Verdict.DECLINE))
                    .isEqualByComparingTo("100");
            assertThat(shadow.sum().decided()).isZero();
            assertThat(shadow.sum().triedMicros(99)).isPositive();
            assertThat(shadow.sum().activeMicros(99)).isPositive();
            Reason reason = new Reason("no", "no", "acme@2", Effect.DECLINE, null);
            assertThat(shadow.sum().sample())
                    .containsExactlyInAnyOrder(
                            new Difference(
                                    "large", "acme", Verdict.APPROVE, List.of(), Verdict.DECLINE, List.of(reason)),
                            new Difference(
                                    "euro", "acme", Verdict.APPROVE, List.of(), Verdict.DECLINE, List.of(reason)));
        }
    }

    @Test
    void conclusion_isThatOfBothScopes() {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("platform", 1, DECLINING));
            engine.rulesets.activate(ruleset("acme", 1, APPROVING));
            Trial ofMerchant = engine.rulesets.shadow(ruleset("acme", 2, DECLINING));
            Trial ofPlatform = engine.rulesets.shadow(ruleset("platform", 2, APPROVING));
            decide(engine, checkout("acme", "1"));
            decide(engine, checkout("other", "1"));
            awaitCompared(ofPlatform, 2);

            assertThat(ofMerchant.sum().checkouts()).isEqualTo(1);
            assertThat(ofMerchant.sum().checkouts(Verdict.DECLINE, Verdict.DECLINE))
                    .isEqualTo(1);
            assertThat(ofPlatform.sum().checkouts(Verdict.DECLINE, Verdict.APPROVE))
                    .isEqualTo(2);
        }
    }

    @Test
    void trialsOfAScopeWithoutAnActiveVersion_areComparedWithNone() {
        try (Engine engine = new Engine()) {
            Trial canary = engine.rulesets.canary(ruleset("acme", 1, DECLINING), 50);
            int customers = 200;
            for (int i = 0; i < customers; i++) {
                Decision decision = decide(engine, ofCustomer("acme", "chk-" + i, "c-" + i));
                assertThat(decision.rulesets())
                        .isEqualTo(decision.verdict() == Verdict.DECLINE ? List.of("acme@1") : List.of());
            }
            awaitCompared(canary, customers);
            assertThat(canary.sum().checkouts(Verdict.APPROVE, Verdict.DECLINE)).isEqualTo(customers);
            assertThat(canary.sum().activeMicros(99)).isZero();
        }
    }

    @Test
    void shadowThatThrows_harmsNothingAndIsCounted() {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("careful", 1, APPROVING));
            LambdaRules broken = new LambdaRules(List.of(), THROWING);
            Trial shadow = engine.rulesets.shadow(new Ruleset("careful", 2, "h", broken));
            for (int i = 0; i < 10; i++) {
                Decision decision = decide(engine, checkout("careful", "chk-" + i));
                assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
                assertThat(decision.degraded()).isEmpty();
            }
            awaitCompared(shadow, 10);
            assertThat(shadow.sum().triedFailed()).isEqualTo(10);
            assertThat(shadow.sum().activeFailed()).isZero();
            // What the answer would have been: the merchant's fallback verdict.
            assertThat(shadow.sum().checkouts(Verdict.APPROVE, Verdict.CHALLENGE))
                    .isEqualTo(10);
            assertThat(broken.closed()).isEqualTo(broken.opened()).isEqualTo(10);
        }
    }

    @Test
    void canary_decidesItsShareWithTheVersionThatItsAnswerNames() {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("platform", 1, APPROVING));
            engine.rulesets.activate(ruleset("acme", 1, e -> e.add(firing("old", 1, Effect.REVIEW, "old"))));
            Trial canary = engine.rulesets.canary(
                    ruleset("acme", 2, e -> e.add(firing("new", 1, Effect.CHALLENGE, "new"))), 20);
            int customers = 1_000;
            Map<String, Verdict> byCustomer = new ConcurrentHashMap<>();
            for (int i = 0; i < 2 * customers; i++) {
                String customer = "c-" + i % customers;
                Decision decision = decide(engine, ofCustomer("acme", "chk-" + i, customer));
                boolean isNew = decision.verdict() == Verdict.CHALLENGE;
                String version = isNew ? "acme@2" : "acme@1";
                assertThat(decision.rulesets()).containsExactly("platform@1", version);
                assertThat(decision.reasons()).extracting(Reason::ruleset).containsExactly(version);
                Verdict before = byCustomer.put(customer, decision.verdict());
                assertThat(before).isIn(null, decision.verdict());
            }
            awaitCompared(canary, 2 * customers);
            assertThat(canary.sum().decided() * 100.0 / (2 * customers)).isCloseTo(20, within(4.0));
            // Both see all of it, whichever decides.
            assertThat(canary.sum().checkouts(Verdict.REVIEW, Verdict.CHALLENGE))
                    .isEqualTo(2L * customers);
        }
    }

    @Test
    void canaryAndShadow_areBothComparedWithTheActiveVersion() {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("acme", 1, APPROVING));
            Trial canary = engine.rulesets.canary(ruleset("acme", 2, DECLINING), 50);
            Trial shadow = engine.rulesets.shadow(ruleset("acme", 3, e -> e.add(firing("r", 1, Effect.REVIEW, "r"))));
            for (int i = 0; i < 100; i++) {
                decide(engine, ofCustomer("acme", "chk-" + i, "c-" + i));
            }
            awaitCompared(shadow, 100);
            assertThat(canary.sum().checkouts(Verdict.APPROVE, Verdict.DECLINE)).isEqualTo(100);
            assertThat(shadow.sum().checkouts(Verdict.APPROVE, Verdict.REVIEW)).isEqualTo(100);
        }
    }

    @Test
    void canaryThatThrows_givesTheFallback() {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("careful", 1, APPROVING));
            Trial canary = engine.rulesets.canary(
                    ruleset("careful", 2, THROWING), 100, new RollbackLimits(null, 0.01, null, 200));
            Decision decision = decide(engine, checkout("careful", "1"));
            assertThat(decision.verdict()).isEqualTo(Verdict.CHALLENGE);
            assertThat(decision.degraded()).containsExactly("rules");
            assertThat(decision.rulesets()).isEmpty();
            awaitCompared(canary, 1);
            assertThat(canary.tally()).isEqualTo(new Tally(1, 0, 1, 0));
        }
    }

    @Test
    void slowCanary_isTallied() {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("acme", 1, APPROVING));
            Trial canary = engine.rulesets.canary(
                    ruleset("acme", 2, e -> {
                        long endNanos = System.nanoTime() + 60_000;
                        while (System.nanoTime() - endNanos < 0) {
                            Thread.onSpinWait();
                        }
                    }),
                    10,
                    new RollbackLimits(null, null, 50L, 200));
            for (int i = 0; i < 20; i++) {
                decide(engine, ofCustomer("acme", "chk-" + i, "c-" + i));
            }
            awaitCompared(canary, 20);
            assertThat(canary.tally()).isEqualTo(new Tally(20, 0, 0, 20));
            assertThat(canary.sum().triedMicros(50)).isGreaterThan(50);
        }
    }

    @Test
    void retry_getsTheFirstAnswerWhateverDecidesNow() {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("acme", 1, APPROVING));
            Trial canary = engine.rulesets.canary(ruleset("acme", 2, DECLINING), 100);
            Answer first = engine.decide(checkout("acme", "1")).join();
            canary.stop();
            assertThat(engine.decide(checkout("acme", "1")).join()).isEqualTo(new Answer(first.decision(), true));
            assertThat(first.decision().verdict()).isEqualTo(Verdict.DECLINE);
            assertThat(decide(engine, checkout("acme", "2")).verdict()).isEqualTo(Verdict.APPROVE);
        }
    }

    @Test
    void windowsOfAShadow_areGatheredFromItsFirstCheckoutOn() {
        Feature cards = Feature.distinct(
                Dimension.of("card").orElseThrow(), Dimension.of("merchant").orElseThrow(), Window.HOURS_1);
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("acme", 1, APPROVING));
            Trial shadow = engine.rulesets.shadow(new Ruleset("acme", 2, "h", new LambdaRules(List.of(cards), e -> {
                if (e.feature(0).longValue() != 1) {
                    DECLINING.accept(e);
                }
            })));
            for (int i = 0; i < 5; i++) {
                decide(engine, checkout("acme", "chk-" + i));
            }
            awaitCompared(shadow, 5);
            assertThat(shadow.sum().checkouts(Verdict.APPROVE, Verdict.APPROVE)).isEqualTo(5);
        }
    }

    private static Decision decide(Engine engine, Checkout checkout) {
        return engine.decide(checkout).join().decision();
    }

    /** The comparison is behind the reply. */
    private static void awaitCompared(Trial trial, int checkouts) {
        await().until(() -> trial.sum().checkouts() == checkouts);
    }

    private static Ruleset compiled(String scope, int version, String text) {
        return switch (new DrlCompiler().compile(text)) {
            case Compilation.Accepted accepted -> new Ruleset(scope, version, "h", accepted.rules());
            case Compilation.Refused refused ->
                throw new AssertionError(refused.problems().toString());
        };
    }
}
