package io.riskgate.backtest;

import static io.riskgate.backtest.BacktestFixture.ALWAYS;
import static io.riskgate.backtest.BacktestFixture.END;
import static io.riskgate.backtest.BacktestFixture.START;
import static io.riskgate.backtest.BacktestFixture.approved;
import static io.riskgate.backtest.BacktestFixture.compiled;
import static io.riskgate.backtest.BacktestFixture.decided;
import static io.riskgate.backtest.BacktestFixture.ofJournal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.riskgate.backtest.BacktestReport.State;
import io.riskgate.backtest.BacktestResult.Cell;
import io.riskgate.backtest.BacktestResult.Part;
import io.riskgate.backtest.BacktestResult.ReasonCount;
import io.riskgate.decision.Deciding;
import io.riskgate.fixture.LambdaRules;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.limits.Limit;
import io.riskgate.model.Checkout;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.registry.RuleFiles;
import io.riskgate.simulator.DayPlan;
import io.riskgate.simulator.DaySimulator;
import io.riskgate.simulator.LabelledCheckout;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.ExactWindows;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Shopping;
import io.riskgate.velocity.VelocityLimits;
import io.riskgate.velocity.Window;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real journal, most of it made by the real pipeline. */
class BacktestsTest {

    private static final String DECLINE_ABOVE_100 =
            "rule \"dear\" when Checkout( amount > 100 ) then decision.decline(\"dear\"); end";

    @TempDir
    Path dataDir;

    private BacktestFixture engine;

    @BeforeEach
    void open() {
        engine = new BacktestFixture(dataDir);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void activeRules_overTheJournalThatTheyMade_changeNothing() throws Exception {
        List<Ruleset> rulesets = packs();
        rulesets.forEach(engine.rulesets::activate);
        engine.write(Deciding.journal(day(), rulesets, List.of()));

        for (Ruleset ruleset : rulesets) {
            BacktestResult result = engine.result(ofJournal(ruleset, ALWAYS));
            assertNothingChanged(result);
            assertThat(result.reasonsAfter()).isNotEmpty().isEqualTo(result.reasonsBefore());
        }
    }

    @Test
    void activeRules_underLimits_changeNothing() throws Exception {
        List<Ruleset> rulesets = packs();
        rulesets.forEach(engine.rulesets::activate);
        List<Limit> limits = List.of(limit("customer", 200, Verdict.REVIEW), limit("card", 500, Verdict.DECLINE));
        engine.limits.put(Limit.PLATFORM, limits);
        engine.write(Deciding.journal(day(), rulesets, limits));

        BacktestResult result = engine.result(ofJournal(rulesets.getFirst(), ALWAYS));

        assertNothingChanged(result);
        assertThat(result.reasonsAfter()).extracting(ReasonCount::code).contains("limit_exceeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT2M", "-PT2M"})
    void releases_comeBetweenTheirCheckoutsAndTheNext_howeverTheShopsClockGoes(Duration ahead) throws Exception {
        List<Limit> oneFits = List.of(limit("card", 100, Verdict.DECLINE));
        engine.limits.put(Limit.PLATFORM, oneFits);
        List<JournalRecord> records = Deciding.journalOfReleases(
                IntStream.range(0, 8)
                        .mapToObj(i -> checkout("acme", "c-" + i, "100.00", i / 2 * 10 + i % 2))
                        .toList(),
                oneFits,
                ahead);
        assertThat(records).filteredOn(SettlementEntry.class::isInstance).hasSize(4);
        engine.write(records);

        String never = "rule \"never\" when Checkout( amount > 1000 ) then decision.decline(\"dear\"); end";
        BacktestResult result = engine.result(ofJournal(compiled("platform", never), ALWAYS));

        assertThat(result.matrix())
                .containsExactly(
                        new Cell(Verdict.APPROVE, Verdict.APPROVE, 4, usd("400.00")),
                        new Cell(Verdict.DECLINE, Verdict.DECLINE, 4, usd("400.00")));
    }

    private static Limit limit(String by, int amount, Verdict onExceeded) {
        return new Limit(
                Limit.PLATFORM,
                by + "_limit",
                Dimension.of(by).orElseThrow(),
                amount * 10_000L,
                "USD",
                Window.HOURS_24,
                Duration.ofHours(3).toMillis(),
                onExceeded);
    }

    private static void assertNothingChanged(BacktestResult result) {
        assertThat(result.checkouts()).isGreaterThan(200);
        assertThat(result.examples()).isEmpty();
        assertThat(result.matrix()).allSatisfy(cell -> assertThat(cell.after()).isEqualTo(cell.before()));
        assertThat(result.matrix()).as("verdicts of more than one kind").hasSizeGreaterThan(1);
        assertThat(result.stricter().checkouts() + result.milder().checkouts()).isZero();
        assertThat(result.withoutRules() + result.rulesFailed() + result.late() + result.errors())
                .isZero();
    }

    /** The rules of the demonstration, as this project has them. */
    private static List<Ruleset> packs() {
        return Stream.of("platform", "demo")
                .map(scope -> switch (RuleFiles.readDirectory(Path.of("rules", scope))) {
                    case RuleFiles.Content.Text content ->
                        compiled(scope, content.text().text());
                    case RuleFiles.Content.Broken broken ->
                        throw new AssertionError(broken.problems().toString());
                })
                .toList();
    }

    /** The first half of a simulated day, in which each third customer shops elsewhere. */
    private static List<Checkout> day() {
        return DaySimulator.simulate(new DayPlan(42, DayPlan.CHECKOUTS_MIN, START.plus(Duration.ofDays(2))))
                .checkouts()
                .stream()
                .limit(DayPlan.CHECKOUTS_MIN / 2)
                .map(LabelledCheckout::checkout)
                .map(checkout ->
                        Math.floorMod(String.valueOf(checkout.customer().id()).hashCode(), 3) == 0
                                ? with(checkout, checkout.id(), "other", checkout.occurredAt())
                                : checkout)
                .toList();
    }

    private static Checkout with(Checkout checkout, String id, String merchantId, Instant occurredAt) {
        return new Checkout(
                id,
                merchantId,
                occurredAt,
                checkout.amount(),
                checkout.currency(),
                checkout.customer(),
                checkout.card(),
                checkout.device(),
                checkout.ip(),
                checkout.billing(),
                checkout.shipping(),
                checkout.items(),
                checkout.attributes());
    }

    @Test
    void historyBeforeFrom_fillsWindowsAndCountsNowhere() throws Exception {
        List<Ruleset> rulesets = packs();
        rulesets.forEach(engine.rulesets::activate);
        List<JournalRecord> records = Deciding.journal(day(), rulesets, List.of());
        engine.write(records);
        Instant half = ((JournalEntry) records.get(500)).checkout().occurredAt();

        BacktestResult result =
                engine.result(ofJournal(rulesets.getFirst(), new Period(half, END, Duration.ofDays(2))));

        assertNothingChanged(result);
        assertThat(result.history()).isEqualTo(500);
        assertThat(result.checkouts()).isEqualTo(500);
        BacktestResult cold = engine.result(ofJournal(rulesets.getFirst(), new Period(half, END, Duration.ZERO)));
        assertThat(cold.history()).isZero();
        assertThat(cold.checkouts()).isEqualTo(500);
    }

    @Test
    void windows_areThoseOfANaiveOracle_whateverTheOrderOfTheJournal() {
        List<Feature> features = List.of(
                Feature.count(Shopping.CARD, Window.MINUTES_10),
                Feature.sum(Shopping.CARD, Window.HOURS_24),
                Feature.count(Shopping.DEVICE, Window.DAYS_7),
                Feature.distinct(Shopping.DEVICE, Shopping.CARD, Window.DAYS_30),
                Feature.sum(Shopping.TIER, Window.HOURS_1));
        Shopping shopping = new Shopping(7, 3, 4);
        List<Checkout> inOrder = IntStream.range(0, 400)
                .mapToObj(i -> shopping.next())
                .map(checkout -> with(checkout, "", checkout.merchantId(), checkout.occurredAt()))
                .toList();
        List<Checkout> asJournalled = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < inOrder.size(); i += 20) {
            List<Checkout> part = new ArrayList<>(inOrder.subList(i, i + 20));
            Collections.shuffle(part, random);
            for (Checkout checkout : part) {
                asJournalled.add(
                        with(checkout, "c-" + asJournalled.size(), checkout.merchantId(), checkout.occurredAt()));
            }
        }
        engine.write(asJournalled.stream().map(BacktestFixture::approved).toList());
        Map<String, List<Number>> seen = new ConcurrentHashMap<>();
        LambdaRules rules = new LambdaRules(
                features,
                e -> seen.put(
                        e.checkout().id(),
                        IntStream.range(0, features.size()).mapToObj(e::feature).toList()));

        BacktestResult result = engine.result(ofJournal(
                new Ruleset("platform", 0, "", rules),
                new Period(START, START.plus(Duration.ofDays(3_000)), Duration.ZERO)));

        assertThat(result.checkouts()).isEqualTo(400);
        assertThat(result.late()).isZero();
        ExactWindows exact = new ExactWindows();
        asJournalled.stream().sorted(Comparator.comparing(Checkout::occurredAt)).forEach(checkout -> {
            exact.add(checkout);
            assertWithinBound(seen.get(checkout.id()), exact, checkout, features);
        });
    }

    /** No checkout is missed, and those too many are at most a 32nd of the window too old. */
    private static void assertWithinBound(
            List<Number> values, ExactWindows exact, Checkout checkout, List<Feature> features) {
        for (int f = 0; f < features.size(); f++) {
            Feature feature = features.get(f);
            long earlierMillis = feature.kind() == Feature.Kind.DISTINCT
                    ? 0
                    : feature.window().millis() / 32;
            assertThat(decimal(values.get(f)))
                    .as(feature.text() + " of " + checkout.id())
                    .isBetween(
                            decimal(exact.read(checkout, feature)),
                            decimal(exact.read(checkout, feature, earlierMillis, 0)));
        }
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }

    @Test
    void whatACandidateChanges_isCountedWithItsMoney() {
        engine.write(List.of(
                approved(checkout("acme", "1", "99.99", 0)),
                approved(checkout("acme", "2", "100.01", 1)),
                approved(checkout("acme", "3", "250.00", 2)),
                decided(checkout("acme", "4", "20.00", 3), Verdict.REVIEW, true),
                decided(checkout("acme", "5", "500.00", 4), Verdict.DECLINE, true)));

        BacktestResult result = engine.result(ofJournal(compiled("acme", DECLINE_ABOVE_100), ALWAYS));

        assertThat(result.matrix())
                .containsExactly(
                        new Cell(Verdict.APPROVE, Verdict.APPROVE, 1, usd("99.99")),
                        new Cell(Verdict.APPROVE, Verdict.DECLINE, 2, usd("350.01")),
                        new Cell(Verdict.REVIEW, Verdict.APPROVE, 1, usd("20.00")),
                        new Cell(Verdict.DECLINE, Verdict.DECLINE, 1, usd("500.00")));
        assertThat(result.stricter()).isEqualTo(new Part(2, usd("350.01")));
        assertThat(result.milder()).isEqualTo(new Part(1, usd("20.00")));
        assertThat(result.reasonsBefore()).isEmpty();
        assertThat(result.reasonsAfter()).containsExactly(new ReasonCount("dear", 3));
        assertThat(result.examples())
                .extracting(BacktestResult.Example::id, BacktestResult.Example::reasonsAfter)
                .containsExactly(tuple("2", List.of("dear")), tuple("3", List.of("dear")), tuple("4", List.of()));
    }

    private static Map<String, BigDecimal> usd(String amount) {
        return Map.of("USD", new BigDecimal(amount));
    }

    private static Checkout checkout(String merchantId, String id, String amount, int second) {
        Checkout checkout = Shopping.checkout(
                merchantId, "card", "d", START.plusSeconds(second).toEpochMilli(), amount, "USD");
        return with(checkout, id, merchantId, checkout.occurredAt());
    }

    @Test
    void merchant_runsOnItsOwnCheckoutsAlone() {
        engine.write(IntStream.range(0, 40)
                .mapToObj(i -> approved(checkout(i % 4 == 0 ? "acme" : "\"other\"", "c-" + i, "200.00", i)))
                .toList());

        for (String merchant : List.of("acme", "\"other\"")) {
            BacktestResult result = engine.result(ofJournal(compiled(merchant, DECLINE_ABOVE_100), ALWAYS));
            assertThat(result.checkouts()).isEqualTo(merchant.equals("acme") ? 10 : 30);
            assertThat(result.examples())
                    .extracting(BacktestResult.Example::merchantId)
                    .containsOnly(merchant);
        }
        assertThat(engine.result(ofJournal(compiled("platform", DECLINE_ABOVE_100), ALWAYS))
                        .checkouts())
                .isEqualTo(40);
    }

    @Test
    void decisionsThatTheRulesDidNotMake_areNotCompared() {
        engine.write(List.of(
                approved(checkout("acme", "1", "1.00", 0)),
                decided(checkout("acme", "turned away", "1.00", 1), Verdict.REVIEW, false, "overload"),
                decided(checkout("acme", "late", "1.00", 2), Verdict.REVIEW, true, "overload"),
                decided(checkout("acme", "own windows", "1.00", 3), Verdict.APPROVE, true, "velocity:local")));
        String third = "rule \"third\" when Checkout( velocity.count(\"card\", \"1h\") == 3 )"
                + " then decision.review(\"third\"); end";

        BacktestResult result = engine.result(ofJournal(compiled("acme", third), ALWAYS));

        assertThat(result.withoutRules()).isEqualTo(2);
        assertThat(result.checkouts()).isEqualTo(2);
        assertThat(result.examples())
                .as("the windows have the late one, as the live ones have")
                .singleElement()
                .returns("own windows", BacktestResult.Example::id);
    }

    @Test
    void rulesThatThrow_giveTheFallbackAndAreCounted() {
        engine.write(List.of(approved(checkout("careful", "1", "1.00", 0))));
        Ruleset broken = new Ruleset("careful", 0, "", new LambdaRules(List.of(), e -> {
            throw new IllegalStateException("in a rule");
        }));

        BacktestResult result = engine.result(ofJournal(broken, ALWAYS));

        assertThat(result.rulesFailed()).isEqualTo(1);
        assertThat(result.matrix()).containsExactly(new Cell(Verdict.APPROVE, Verdict.CHALLENGE, 1, usd("1.00")));
    }

    @Test
    void sample_comparesAPartAndFillsWindowsWithAll() {
        engine.write(IntStream.range(0, 1_000)
                .mapToObj(i -> approved(checkout("acme", "c-" + i, "1.00", i)))
                .toList());
        String last = "rule \"last\" when Checkout( velocity.count(\"merchant\", \"1h\") == 1000 )"
                + " then decision.review(\"last\"); end";
        Ruleset candidate = compiled("acme", last);

        BacktestResult half = engine.result(new BacktestRequest(candidate, null, ALWAYS, "acme", 0.5, false));

        assertThat(half.checkouts()).isBetween(400L, 600L);
        assertThat(half.notSampled()).isEqualTo(1_000 - half.checkouts());
        List<Long> changed = Stream.of(0.5, 1.0)
                .map(share -> engine.result(new BacktestRequest(candidate, null, ALWAYS, "acme", share, false)))
                .map(result -> result.stricter().checkouts())
                .toList();
        long sampledTheLast = new Sample(0.5).has(checkout("acme", "c-999", "1.00", 999)) ? 1 : 0;
        assertThat(changed).containsExactly(sampledTheLast, 1L);
    }

    @Test
    void corruptLineOfTheJournal_isCountedAndNamed() throws IOException {
        engine.write(List.of(approved(checkout("acme", "1", "1.00", 0))));
        Path file = Files.list(FileJournal.directory(dataDir)).findFirst().orElseThrow();
        Files.writeString(file, "{\"v\":1,\"merchantId\":\"acme\"}\n", StandardOpenOption.APPEND);

        BacktestResult result = engine.result(ofJournal(compiled("acme", DECLINE_ABOVE_100), ALWAYS));

        assertThat(result.checkouts()).isEqualTo(1);
        assertThat(result.errors()).isEqualTo(1);
        assertThat(result.firstErrors()).singleElement().satisfies(wrong -> assertThat(wrong.what())
                .contains(file.getFileName() + " line 2"));
    }

    @Test
    void windowsThatAreForgotten_areSaid() {
        engine.close();
        VelocityLimits tight = new VelocityLimits(60, VelocityLimits.CELLS_MIN, 3, 40);
        engine = new BacktestFixture(dataDir.resolve("tight"), tight);
        engine.write(IntStream.range(0, 100)
                .mapToObj(i -> approved(with(
                        Shopping.checkout(
                                "acme", "card-" + i, START.plusSeconds(i).toEpochMilli()),
                        "c-" + i,
                        "acme",
                        START.plusSeconds(i))))
                .toList());

        assertThat(engine.result(ofJournal(compiled("acme", DECLINE_ABOVE_100), ALWAYS))
                        .windowsFull())
                .isTrue();
    }

    @Test
    void cancelled_endsWithinASecond_alsoWhileLiveDecisionsWait() {
        engine.write(List.of(approved(checkout("acme", "1", "1.00", 0))));
        Ruleset endless = new Ruleset("acme", 0, "", new LambdaRules(List.of(), e -> spin(Duration.ofMillis(2))));
        engine.write(IntStream.range(0, 3_000)
                .mapToObj(i -> approved(checkout("acme", "c-" + i, "1.00", i)))
                .toList());
        engine.decisionsThatWait.set(1);
        BacktestReport running = engine.start(endless);
        BacktestReport waiting = engine.start(endless);
        await().until(() -> engine.now(running).state() == State.RUNNING);
        assertThat(engine.now(waiting).state()).isEqualTo(State.WAITING);

        engine.backtests.cancel(waiting.id());
        assertThat(engine.now(waiting).state()).isEqualTo(State.CANCELLED);
        engine.backtests.cancel(running.id());
        await().atMost(Duration.ofSeconds(1)).until(() -> engine.now(running).state() == State.CANCELLED);
        assertThat(engine.now(running).result()).isNull();
        engine.backtests.cancel(running.id());
        assertThat(engine.now(running).state()).isEqualTo(State.CANCELLED);

        engine.decisionsThatWait.set(0);
        engine.ended(engine.start(compiled("acme", DECLINE_ABOVE_100)));
    }

    /** As long as rules may take. */
    private static void spin(Duration time) {
        long endNanos = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - endNanos < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void backtests_makeWayForDecisionsThatWait() {
        engine.write(IntStream.range(0, 5_000)
                .mapToObj(i -> approved(checkout("acme", "c-" + i, "1.00", i)))
                .toList());
        engine.decisionsThatWait.set(1);
        BacktestReport running = engine.start(compiled("acme", DECLINE_ABOVE_100));
        await().until(() -> engine.now(running).state() == State.RUNNING);

        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(2))
                .until(() -> engine.now(running).progress().checkouts() < 5_000);
        engine.decisionsThatWait.set(0);
        assertThat(engine.ended(running).result().checkouts()).isEqualTo(5_000);
    }

    @Test
    void moreThanMayWait_areTurnedAway_andTheOldestIsForgotten() {
        engine.write(IntStream.range(0, 500)
                .mapToObj(i -> approved(checkout("acme", "c-" + i, "1.00", i)))
                .toList());
        Ruleset own = new Ruleset("acme", 0, "", new LambdaRules(List.of(), e -> spin(Duration.ofMillis(2))));
        Ruleset platform = new Ruleset("platform", 0, "", own.compiled());
        engine.decisionsThatWait.set(1);
        BacktestReport first = engine.start(own);
        await().until(() -> engine.now(first).state() == State.RUNNING);
        BacktestReport second = engine.start(own);
        assertThat(engine.start(own)).as("a third of a merchant").isNull();
        List<BacktestReport> others = new ArrayList<>(List.of(second));
        for (int i = 1; i < Backtests.WAITING_MAX; i++) {
            others.add(engine.start(platform));
        }
        assertThat(others).doesNotContainNull();
        assertThat(engine.start(platform)).as("one more than may wait").isNull();

        others.forEach(report -> engine.backtests.cancel(report.id()));
        engine.backtests.cancel(first.id());
        engine.ended(first);
        engine.decisionsThatWait.set(0);
        Ruleset quick = compiled("acme", DECLINE_ABOVE_100);
        for (int i = 0; i < Backtests.KEPT_OF_MERCHANT_MAX - 1; i++) {
            engine.ended(engine.start(quick));
        }
        assertThat(engine.backtests.find(first.id())).isNull();
        assertThat(engine.backtests.find(second.id())).isNotNull();
        for (int i = 0; i < Backtests.KEPT_MAX; i++) {
            engine.ended(engine.start(compiled("platform", DECLINE_ABOVE_100)));
        }
        assertThat(engine.backtests.find(second.id())).isNull();
    }

    @Test
    void outcomes_givePrecisionAndRecall() {
        engine.write(List.of(
                approved(checkout("acme", "1", "200.00", 0)),
                approved(checkout("acme", "2", "200.00", 1)),
                decided(checkout("acme", "3", "1.00", 2), Verdict.REVIEW, true),
                approved(checkout("acme", "4", "1.00", 3))));
        engine.outcomes.putAll(Map.of("acme/1", true, "acme/2", false, "acme/3", true));

        BacktestResult result = engine.result(ofJournal(compiled("acme", DECLINE_ABOVE_100), ALWAYS));

        assertThat(result.qualityBefore()).isEqualTo(new BacktestResult.Quality(1, 1, 0, 1, 1.0, 0.5));
        assertThat(result.qualityAfter()).isEqualTo(new BacktestResult.Quality(1, 1, 1, 0, 0.5, 0.5));
    }
}
