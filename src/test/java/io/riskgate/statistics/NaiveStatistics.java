package io.riskgate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.model.Decision;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.StatisticsReport.ReasonCount;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Statistics, counted the plain way: of all that was journalled, for each report anew. */
final class NaiveStatistics {

    private final List<JournalEntry> journalled = new ArrayList<>();

    void count(JournalRecord entry) {
        if (entry instanceof JournalEntry decided) {
            journalled.add(decided);
        }
    }

    /** Holds a report against what was journalled. */
    void assertSame(List<StatisticsReport.Row> rows, String scope, Span span) {
        Map<Instant, List<JournalEntry>> steps = new TreeMap<>();
        for (JournalEntry entry : journalled) {
            boolean isOfScope = scope.equals(Ruleset.PLATFORM)
                    || scope.equals(entry.checkout().merchantId());
            boolean isInTime = !entry.decidedAt().isBefore(span.from())
                    && entry.decidedAt().isBefore(span.to());
            if (isOfScope && isInTime) {
                steps.computeIfAbsent(begin(entry.decidedAt(), span.step()), first -> new ArrayList<>())
                        .add(entry);
            }
        }
        assertThat(rows).extracting(StatisticsReport.Row::begin).containsExactlyElementsOf(steps.keySet());
        for (StatisticsReport.Row row : rows) {
            assertSame(row, steps.get(row.begin()));
        }
    }

    /** Holds one row against what it must have. */
    static void assertSame(StatisticsReport.Row row, List<JournalEntry> entries) {
        assertThat(row.decisions()).isEqualTo(entries.size());
        for (Verdict verdict : Verdict.values()) {
            List<JournalEntry> ofVerdict = entries.stream()
                    .filter(entry -> entry.decision().verdict() == verdict)
                    .toList();
            assertThat(row.verdicts().get(verdict).decisions()).isEqualTo(ofVerdict.size());
            assertThat(plain(row.verdicts().get(verdict).amounts())).isEqualTo(plain(amounts(ofVerdict)));
        }
        List<ReasonCount> reasons = reasons(entries);
        int shown = Math.min(reasons.size(), StatisticsReport.REASONS_MAX);
        assertThat(row.reasons()).isEqualTo(reasons.subList(0, shown));
        assertThat(row.otherReasons())
                .isEqualTo(reasons.stream()
                        .skip(shown)
                        .mapToLong(ReasonCount::decisions)
                        .sum());
        assertThat(row.degraded())
                .isEqualTo(entries.stream()
                        .map(JournalEntry::decision)
                        .flatMap(decision -> decision.degraded().stream())
                        .collect(Collectors.groupingBy(missing -> missing, TreeMap::new, Collectors.counting())));
        assertLatency(row.latency(), entries);
    }

    private static void assertLatency(StatisticsReport.Latency latency, List<JournalEntry> entries) {
        long[] micros = entries.stream()
                .map(JournalEntry::decision)
                .mapToLong(Decision::elapsedMicros)
                .sorted()
                .toArray();
        assertThat(latency.maxMicros()).isEqualTo(micros[micros.length - 1]);
        assertWithinError(latency.p50Micros(), LatenciesTest.exact(micros, 50));
        assertWithinError(latency.p90Micros(), LatenciesTest.exact(micros, 90));
        assertWithinError(latency.p99Micros(), LatenciesTest.exact(micros, 99));
    }

    private static void assertWithinError(long said, long exact) {
        assertThat((double) said).isCloseTo(exact, within(exact * LatenciesTest.ERROR));
    }

    private static Map<String, BigDecimal> amounts(List<JournalEntry> entries) {
        Map<String, BigDecimal> sums = new HashMap<>();
        entries.forEach(entry ->
                sums.merge(entry.checkout().currency(), entry.checkout().amount(), BigDecimal::add));
        sums.values().removeIf(sum -> sum.signum() == 0);
        return sums;
    }

    private static Map<String, String> plain(Map<String, BigDecimal> sums) {
        return sums.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, sum -> sum.getValue()
                .stripTrailingZeros()
                .toPlainString()));
    }

    private static List<ReasonCount> reasons(List<JournalEntry> entries) {
        Map<String, Long> counts = entries.stream()
                .flatMap(entry ->
                        entry.decision().reasons().stream().map(Reason::code).distinct())
                .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> new ReasonCount(count.getKey(), count.getValue()))
                .sorted(Comparator.comparingLong(ReasonCount::decisions)
                        .reversed()
                        .thenComparing(ReasonCount::code))
                .toList();
    }

    /** By the calendar of UTC, not by numbers. */
    private static Instant begin(Instant at, Step step) {
        ZonedDateTime time = at.atZone(ZoneOffset.UTC);
        ZonedDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
        return switch (step) {
            case MINUTE -> minute.toInstant();
            case FIVE_MINUTES -> minute.minusMinutes(minute.getMinute() % 5).toInstant();
            case QUARTER -> minute.minusMinutes(minute.getMinute() % 15).toInstant();
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> time.truncatedTo(ChronoUnit.DAYS).toInstant();
        };
    }
}
