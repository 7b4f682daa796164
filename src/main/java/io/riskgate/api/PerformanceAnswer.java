package io.riskgate.api;

import io.riskgate.model.Verdict;
import io.riskgate.outcome.PerformanceReport;
import io.riskgate.outcome.Tally;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a ruleset and its rules did with the decisions of some days.
 *
 * @param from the begin of the first day
 * @param to the end of the last
 * @param countedSince decisions before are not counted; {@code null} if none is
 * @param decisions that the ruleset was evaluated for
 * @param fraud what of that is known to be fraud, chargebacks among it
 * @param legitimate what of that is known to be legitimate
 * @param caught what was reviewed or declined
 */
record PerformanceAnswer(
        String scope,
        Instant from,
        Instant to,
        @Nullable Instant countedSince,
        long decisions,
        long fraud,
        long legitimate,
        Caught caught,
        List<OfVerdict> verdicts,
        List<OfRule> rules) {

    /**
     * How well it was caught.
     *
     * @param precision which part of what is known is fraud, {@code null} if nothing is known
     * @param recall which part of all known fraud that is, {@code null} if none is known
     */
    record Caught(
            long decisions,
            long fraud,
            long legitimate,
            @Nullable Double precision,
            @Nullable Double recall) {}

    record OfVerdict(Verdict verdict, long decisions, long fraud, long legitimate) {}

    /** @param fired the decisions in which it gave a reason */
    record OfRule(
            String rule,
            long fired,
            long fraud,
            long legitimate,
            @Nullable Double precision,
            @Nullable Double recall) {}

    static PerformanceAnswer of(String scope, LocalDate from, LocalDate to, PerformanceReport report) {
        Tally all = report.all();
        Tally caught = report.caught();
        return new PerformanceAnswer(
                scope,
                begin(from),
                begin(to),
                report.since(),
                all.decisions(),
                all.fraud(),
                all.legitimate(),
                new Caught(
                        caught.decisions(),
                        caught.fraud(),
                        caught.legitimate(),
                        caught.precision(),
                        caught.recall(all.fraud())),
                verdicts(report),
                report.rules().stream()
                        .map(rule -> rule(rule.name(), rule.tally(), all.fraud()))
                        .toList());
    }

    private static List<OfVerdict> verdicts(PerformanceReport report) {
        return Arrays.stream(Verdict.values())
                .map(verdict -> {
                    Tally tally = report.of(verdict);
                    return new OfVerdict(verdict, tally.decisions(), tally.fraud(), tally.legitimate());
                })
                .toList();
    }

    private static OfRule rule(String name, Tally tally, long allFraud) {
        return new OfRule(
                name, tally.decisions(), tally.fraud(), tally.legitimate(), tally.precision(), tally.recall(allFraud));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
