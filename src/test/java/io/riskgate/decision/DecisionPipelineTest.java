package io.riskgate.decision;

import static io.riskgate.fixture.Checkouts.checkout;
import static io.riskgate.fixture.LambdaRules.firing;
import static io.riskgate.fixture.LambdaRules.ruleset;
import static io.riskgate.fixture.LambdaRules.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.LambdaRules;
import io.riskgate.journal.JournalEntry;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Effect;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.compile.DrlCompiler;
import io.riskgate.telemetry.MetricNames;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Velocity;
import io.riskgate.velocity.Window;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionPipelineTest {

    private static final Feature CARDS = Feature.count(Dimension.of("card").orElseThrow(), Window.MINUTES_10);
    private static final Feature ALL = Feature.count(Dimension.of("merchant").orElseThrow(), Window.HOURS_1);

    @Test
    void bothRulesets_areEvaluatedOnTheirOwnFeatures() throws Exception {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(new Ruleset(
                    "platform",
                    3,
                    "h",
                    new LambdaRules(
                            List.of(CARDS),
                            e -> e.add(score("p", 1, e.feature(0).intValue(), "cards")))));
            engine.rulesets.activate(new Ruleset(
                    "acme",
                    7,
                    "h",
                    new LambdaRules(
                            List.of(ALL),
                            e -> e.add(score("m", 1, 10 * e.feature(0).intValue(), "all")))));
            decision(engine, "acme", "1");
            Decision second = decision(engine, "acme", "2");
            assertThat(second.score()).isEqualTo(22);
            assertThat(second.rulesets()).containsExactly("platform@3", "acme@7");
            assertThat(second.degraded()).isEmpty();
            assertThat(decision(engine, "other", "1").rulesets()).containsExactly("platform@3");
            await().untilAsserted(() -> assertThat(engine.registry
                            .get(MetricNames.RULE_HITS)
                            .tag(MetricNames.RULE, "p")
                            .counter()
                            .count())
                    .isEqualTo(3));
        }
    }

    @Test
    void newRuleset_decidesTheNextCheckout() throws Exception {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("acme", 1, e -> {}));
            assertThat(decision(engine, "acme", "1").verdict()).isEqualTo(Verdict.APPROVE);
            engine.rulesets.activate(ruleset("acme", 2, e -> e.add(firing("r", 1, Effect.DECLINE, "no"))));
            Decision decision = decision(engine, "acme", "2");
            assertThat(decision.verdict()).isEqualTo(Verdict.DECLINE);
            assertThat(decision.reasons()).containsExactly(new Reason("no", "r", "acme@2", Effect.DECLINE, null));
        }
    }

    @Test
    void everyDecision_isJournalledAsAnswered() throws Exception {
        try (Engine engine = new Engine()) {
            Decision decision = decision(engine, "acme", "1");
            assertThat(engine.journal.entries()).singleElement().satisfies(entry -> {
                assertThat(entry.decision()).isEqualTo(decision);
                assertThat(entry.counted()).isTrue();
            });
        }
    }

    @Test
    void journal_saysHowManyRulesADecisionRestsOn() throws Exception {
        try (Engine engine = new Engine()) {
            decision(engine, "acme", "none");
            engine.rulesets.activate(compiled("platform", "when Checkout( amount > 1000 )", 3));
            engine.rulesets.activate(compiled("acme", "when Checkout()", 2));
            decision(engine, "acme", "both");
            decision(engine, "other", "one");
            engine.stop(Duration.ofSeconds(1));
            assertThat(decision(engine, "acme", "late").degraded()).containsExactly("overload");
            assertThat(engine.journal.entries())
                    .extracting(entry -> entry.checkout().id(), JournalEntry::ruleEvaluations)
                    .containsExactly(tuple("none", 0), tuple("both", 5), tuple("one", 3), tuple("late", 0));
            assertThat(engine.journal.entries())
                    .allSatisfy(entry -> assertThat(entry.redisRoundTrips()).isZero());
        }
    }

    private static Ruleset compiled(String scope, String condition, int rules) {
        String text = IntStream.range(0, rules)
                .mapToObj(i -> "rule \"" + i + "\" " + condition + " then decision.tag(\"t\"); end\n")
                .collect(Collectors.joining());
        return switch (new DrlCompiler().compile(text)) {
            case Compilation.Accepted accepted -> new Ruleset(scope, 1, "h", accepted.rules());
            case Compilation.Refused refused ->
                throw new AssertionError(refused.problems().toString());
        };
    }

    @Test
    void journalThatIsFull_isSaidInTheAnswer() throws Exception {
        try (Engine engine = new Engine()) {
            engine.journal.fill();
            assertThat(decision(engine, "acme", "1").degraded()).containsExactly("journal");
            assertThat(engine.registry.get(MetricNames.UNJOURNALLED).counter().count())
                    .isEqualTo(1);
            assertThat(answer(engine, "acme", "1").decision().degraded()).containsExactly("journal");
        }
    }

    @Test
    void repeatedId_getsTheFirstAnswerAndCountsOnce() throws Exception {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(new Ruleset(
                    "platform",
                    1,
                    "h",
                    new LambdaRules(
                            List.of(ALL), e -> e.add(score("p", 1, e.feature(0).intValue(), "all")))));
            Answer first = answer(engine, "acme", "1");
            Answer again = answer(engine, "acme", "1");
            assertThat(first.replayed()).isFalse();
            assertThat(again).isEqualTo(new Answer(first.decision(), true));
            assertThat(decision(engine, "acme", "2").score()).isEqualTo(2);
        }
    }

    @Test
    void concurrentDuplicates_countOnce() throws Exception {
        try (Engine engine = new Engine();
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            CountDownLatch release = engine.block(engine.shards.of("acme").index());
            List<CompletableFuture<Answer>> answers = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> engine.decide(checkout("acme", "same")), callers)
                            .thenCompose(a -> a))
                    .toList();
            release.countDown();
            List<Answer> got = answers.stream().map(CompletableFuture::join).toList();
            assertThat(got).filteredOn(a -> !a.replayed()).hasSize(1);
            assertThat(got)
                    .extracting(Answer::decision)
                    .containsOnly(got.getFirst().decision());
            assertThat(engine.journal.entries()).hasSize(1);
        }
    }

    @Test
    void rulesThatThrow_giveTheFallbackAndAnotherSession() throws Exception {
        try (Engine engine = new Engine()) {
            LambdaRules broken = new LambdaRules(List.of(), e -> {
                if (e.checkout().id().startsWith("bad")) {
                    throw new StackOverflowError("in a rule");
                }
            });
            engine.rulesets.activate(new Ruleset("platform", 1, "h", broken));
            engine.rulesets.activate(ruleset("strict", 1, e -> e.add(firing("r", 1, Effect.DECLINE, "no"))));

            Decision fallback = decision(engine, "careful", "bad");
            assertThat(fallback.verdict()).isEqualTo(Verdict.CHALLENGE);
            assertThat(fallback.degraded()).containsExactly("rules");
            assertThat(fallback.rulesets()).isEmpty();
            assertThat(broken.closed()).isEqualTo(1);

            assertThat(decision(engine, "strict", "bad").verdict()).isEqualTo(Verdict.DECLINE);
            Decision good = decision(engine, "careful", "good");
            assertThat(good.verdict()).isEqualTo(Verdict.APPROVE);
            assertThat(good.degraded()).isEmpty();
            assertThat(engine.shards.all().stream().mapToLong(s -> s.failures()).sum())
                    .isEqualTo(2);
        }
    }

    @Test
    void windowsThatThrow_giveTheFallbackAndTheShardLives() throws Exception {
        try (Engine engine = new Engine(Duration.ofSeconds(10), () -> new BrokenWindows(Engine.windows()))) {
            assertThat(decision(engine, "acme", "bad").degraded()).containsExactly("velocity");
            assertThat(engine.journal.entries().getFirst().counted()).isFalse();
            assertThat(decision(engine, "acme", "good").degraded()).isEmpty();
        }
    }

    /** Windows that throw for the checkout named "bad". */
    private record BrokenWindows(Velocity sound) implements Velocity {

        @Override
        public Number[] gather(Checkout checkout, List<Feature> features) {
            if (checkout.id().equals("bad")) {
                throw new IllegalStateException("broken\nwindows");
            }
            return sound.gather(checkout, features);
        }

        @Override
        public Number[] peek(Checkout checkout, List<Feature> features, boolean counted) {
            return sound.peek(checkout, features, counted);
        }
    }

    @Test
    void truncatedFirings_areSaid() throws Exception {
        try (Engine engine = new Engine()) {
            engine.rulesets.activate(ruleset("acme", 1, e -> e.markTruncated()));
            assertThat(decision(engine, "acme", "1").degraded()).containsExactly("firings");
        }
    }

    @Test
    void recovery_bringsWindowsAndAnswersBack() throws Exception {
        Ruleset counting = new Ruleset(
                "platform",
                1,
                "h",
                new LambdaRules(
                        List.of(ALL), e -> e.add(score("p", 1, e.feature(0).intValue(), "all"))));
        try (Engine before = new Engine();
                Engine after = new Engine()) {
            before.rulesets.activate(counting);
            after.rulesets.activate(counting);
            Decision first = decision(before, "acme", "1");
            decision(before, "acme", "2");
            for (var entry : before.journal.entries()) {
                after.recovery.restore(entry);
            }
            after.recovery.finish();
            assertThat(answer(after, "acme", "1")).isEqualTo(new Answer(first, true));
            assertThat(decision(after, "acme", "3").score()).isEqualTo(3);
        }
    }

    private static Answer answer(Engine engine, String merchantId, String id) {
        return engine.decide(checkout(merchantId, id)).join();
    }

    private static Decision decision(Engine engine, String merchantId, String id) {
        return answer(engine, merchantId, id).decision();
    }
}
