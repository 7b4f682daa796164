package io.riskgate.outcome;

import static io.riskgate.fixture.Decided.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskgate.fixture.Checkouts;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulePerformanceTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    private static final int DAYS = 4;

    /** A few days of decisions, and outcomes that come late and change. */
    @Property(tries = 50)
    void performance_isThatOfEveryDecisionAndItsLastOutcome(@ForAll long seed) {
        Random random = new Random(seed);
        RulePerformance performance = new RulePerformance();
        NaivePerformance naive = new NaivePerformance();
        for (JournalRecord record : records(random)) {
            performance.written(record);
            naive.add(record);
        }
        for (String scope : List.of("platform", "m-0", "m-1", "none")) {
            LocalDate from = DAY.plusDays(random.nextInt(DAYS));
            LocalDate to = from.plusDays(1 + random.nextInt(DAYS));
            assertAgree(performance.report(scope, from, to), naive, scope, from, to);
            assertAgree(performance.report(scope, DAY, DAY.plusDays(DAYS)), naive, scope, DAY, DAY.plusDays(DAYS));
        }
    }

    private static void assertAgree(
            PerformanceReport report, NaivePerformance naive, String scope, LocalDate from, LocalDate to) {
        long allFraud = 0;
        for (Verdict verdict : Verdict.values()) {
            List<Long> expected = naive.verdict(scope, verdict, from, to);
            assertThat(counts(report.of(verdict))).as("%s", verdict).isEqualTo(expected);
            allFraud += expected.get(1);
        }
        assertThat(report.all().fraud()).isEqualTo(allFraud);
        Map<String, List<Long>> rules = new TreeMap<>();
        for (PerformanceReport.Rule rule : report.rules()) {
            rules.put(rule.name(), counts(rule.tally()));
        }
        Map<String, List<Long>> expected = naive.rules(scope, from, to);
        assertThat(rules).isEqualTo(expected);
        for (PerformanceReport.Rule rule : report.rules()) {
            List<Long> counts = expected.getOrDefault(rule.name(), List.of());
            assertRatio(rule.tally().precision(), counts.get(1), counts.get(1) + counts.get(2));
            assertRatio(rule.tally().recall(allFraud), counts.get(1), allFraud);
        }
    }

    private static void assertRatio(@Nullable Double ratio, long part, long whole) {
        if (whole == 0) {
            assertThat(ratio).isNull();
        } else {
            assertThat(ratio).isCloseTo((double) part / whole, within(1e-12));
        }
    }

    private static List<Long> counts(Tally tally) {
        return List.of(tally.decisions(), tally.fraud(), tally.legitimate());
    }

    private static List<JournalRecord> records(Random random) {
        List<JournalRecord> records = new ArrayList<>();
        List<JournalEntry> decisions = new ArrayList<>();
        Map<JournalEntry, OutcomeKind> known = new HashMap<>();
        Instant at = Checkouts.NOON;
        for (int i = 0; i < 200; i++) {
            at = at.plusSeconds(random.nextInt(2_600));
            if (decisions.isEmpty() || random.nextBoolean()) {
                JournalEntry decision = random(random, at, i);
                decisions.add(decision);
                records.add(decision);
            } else {
                JournalEntry decision = decisions.get(random.nextInt(decisions.size()));
                OutcomeKind kind = OutcomeKind.values()[random.nextInt(OutcomeKind.values().length)];
                records.add(outcome(decision, at, kind, known.put(decision, kind)));
            }
        }
        return records;
    }

    private static JournalEntry random(Random random, Instant at, int number) {
        String merchantId = "m-" + random.nextInt(2);
        String[] fired = IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> (random.nextBoolean() ? "platform" : merchantId) + "@1/rule " + random.nextInt(3))
                .toArray(String[]::new);
        Verdict verdict = Verdict.values()[random.nextInt(Verdict.values().length)];
        return decided(merchantId, "c-" + number, at, verdict, fired);
    }

    private static OutcomeEntry outcome(
            JournalEntry decision, Instant at, OutcomeKind kind, @Nullable OutcomeKind replaces) {
        return new OutcomeEntry(
                at,
                decision.checkout().merchantId(),
                decision.checkout().id(),
                kind,
                at,
                null,
                null,
                false,
                OutcomeEntry.Decided.of(decision.decidedAt(), decision.decision()),
                replaces);
    }

    @Test
    void reviewedAndDeclined_areCaught() {
        RulePerformance performance = new RulePerformance();
        for (Verdict verdict : Verdict.values()) {
            JournalEntry decision = decided("acme", verdict.name(), Checkouts.NOON, verdict);
            performance.written(decision);
            performance.written(outcome(decision, Checkouts.NOON, OutcomeKind.FRAUD, null));
        }
        PerformanceReport report = performance.report("acme", DAY, DAY.plusDays(1));
        assertThat(report.caught()).isEqualTo(new Tally(2, 2, 0));
        assertThat(report.caught().recall(report.all().fraud())).isEqualTo(0.5);
        assertThat(report.caught().precision()).isEqualTo(1.0);
        assertThat(report.since()).isEqualTo(Checkouts.NOON);
    }

    /** The file that had the decision, and what its outcome takes the place of, is deleted. */
    @Test
    void outcomeOfADecisionFromBeforeTheFirstLine_isNotCounted() {
        RulePerformance performance = new RulePerformance();
        JournalEntry gone = decided("acme", "gone", Checkouts.NOON, Verdict.APPROVE);
        JournalEntry first = decided("acme", "first", Checkouts.NOON.plusSeconds(1), Verdict.APPROVE);
        performance.restore(first);
        performance.restore(outcome(gone, Checkouts.NOON.plusSeconds(2), OutcomeKind.FRAUD, OutcomeKind.LEGITIMATE));
        assertThat(performance.report("acme", DAY, DAY.plusDays(1)).all()).isEqualTo(new Tally(1, 0, 0));
    }

    @Test
    void rowsThatAreUsedUp_costTheEarliestDay() {
        RulePerformance performance = new RulePerformance(8);
        JournalEntry early = decided("acme", "1", Checkouts.NOON, Verdict.APPROVE, "acme@1/a");
        JournalEntry next = decided("acme", "2", Checkouts.NOON.plus(Duration.ofDays(1)), Verdict.APPROVE, "acme@1/a");
        JournalEntry last = decided("acme", "3", Checkouts.NOON.plus(Duration.ofDays(2)), Verdict.APPROVE, "acme@1/a");
        performance.written(early);
        performance.written(next);
        assertThat(performance.rows()).isEqualTo(6);
        performance.written(last);
        assertThat(performance.rows()).isEqualTo(6);
        performance.written(outcome(early, last.decidedAt(), OutcomeKind.FRAUD, null));
        performance.written(outcome(next, last.decidedAt(), OutcomeKind.FRAUD, null));

        PerformanceReport report = performance.report("acme", DAY, DAY.plusDays(3));
        assertThat(report.since()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(report.all()).isEqualTo(new Tally(2, 1, 0));
        assertThat(performance.report("acme", DAY, DAY.plusDays(1)).all()).isEqualTo(Tally.NONE);
    }

    @Test
    void rulesBeyondTheBoundOfAScope_areNotCounted_andOthersAre() {
        RulePerformance performance = new RulePerformance();
        int max = DayTallies.RULES_OF_SCOPE_MAX;
        for (int i = 0; i <= max; i++) {
            performance.written(decided("greedy", "c-" + i, Checkouts.NOON, Verdict.APPROVE, "greedy@1/r-" + i));
        }
        JournalEntry other = decided("acme", "c", Checkouts.NOON, Verdict.APPROVE, "acme@1/r");
        performance.written(other);
        JournalEntry beyond = decided("greedy", "c-" + max, Checkouts.NOON, Verdict.APPROVE, "greedy@1/r-" + max);
        performance.written(outcome(beyond, Checkouts.NOON, OutcomeKind.FRAUD, null));

        PerformanceReport greedy = performance.report("greedy", DAY, DAY.plusDays(1));
        assertThat(greedy.rules()).hasSize(max).noneMatch(rule -> rule.name().equals("r-" + max));
        assertThat(greedy.all()).isEqualTo(new Tally(max + 1, 1, 0));
        assertThat(performance.report("acme", DAY, DAY.plusDays(1)).rules()).hasSize(1);
    }

    @Test
    void limitsReason_isNoRule() {
        JournalEntry decision = decided("acme", "1", Checkouts.NOON, Verdict.DECLINE, "limits:acme/daily", "acme@1/r");
        assertThat(OutcomeEntry.Decided.of(decision.decidedAt(), decision.decision())
                        .fired())
                .containsExactly(new OutcomeEntry.FiredRule("acme@1", "r"));
    }
}
