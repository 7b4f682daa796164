package io.riskgate.diagnosis;

import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.Span;
import io.riskgate.statistics.StatisticsReport;
import io.riskgate.statistics.StatisticsReport.Row;
import io.riskgate.statistics.StatisticsReports;
import io.riskgate.statistics.Step;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which part of the last minutes' decisions was made without something, without what, and which merchants got the fallback verdict. */
@Singleton
final class DegradedDecisions implements Examination {

    static final String ID = "degraded";

    static final double SHARE_NOTICED = 0.001;
    static final double SHARE_MAX = 0.01;
    static final double SHARE_CRITICAL = 0.05;

    private static final String OVERLOAD = "overload";

    /** Kinds that never come of mere load. */
    private static final Set<String> FAULTS = Set.of("rules", "velocity");

    private static final int MERCHANTS_NAMED = 5;
    private static final Duration LOOKED_BACK = Duration.ofMinutes(5);
    private static final Map<String, String> ADVICE = Map.of(
            OVERLOAD,
            "There was no time or no room: the merchants named here got their fallback verdict. The findings shards, gc_pauses,"
                    + " headroom and costly_rules say for want of what.",
            "rules",
            "A ruleset throws. The log names it; go back to an earlier version of it.",
            "velocity",
            "The windows throw, which is a fault of Riskgate's: the log has the stack.",
            "velocity:local",
            "Redis did not answer in time, and this node's own windows were read. The finding redis says more.",
            "limits:local",
            "Redis did not answer in time, and this node reserved by itself. The finding redis says more.",
            "lists:stale",
            "Changes that other nodes make to lists are not seen. The finding redis says more.",
            "firings",
            "Rules fire more often for a basket than counts: see which merchant's reports name firings in GET /v1/statistics.");

    private final StatisticsReports reports;
    private final Clock clock;

    DegradedDecisions(StatisticsReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        Instant now = clock.instant();
        Span span = Span.of(Step.MINUTE, now.minus(LOOKED_BACK), now.plusNanos(1));
        return reports.report(Ruleset.PLATFORM, span) instanceof StatisticsReport.Counted all
                        && reports.reportByMerchant(span) instanceof StatisticsReport.Counted merchants
                ? judge(all.rows(), merchants.rows())
                : Finding.ok(
                        ID, "The last minutes are not known yet, since the engine has just started.", Numbers.none());
    }

    /**
     * Says it.
     *
     * @param all rows of all merchants together
     * @param merchants a row of each, of those with the most decisions
     */
    static Finding judge(List<Row> all, List<Row> merchants) {
        long decisions = all.stream().mapToLong(Row::decisions).sum();
        SortedMap<String, Long> missing = new TreeMap<>();
        all.forEach(row -> row.degraded().forEach((kind, count) -> missing.merge(kind, count, Long::sum)));
        Numbers numbers = Numbers.of("decisions", decisions);
        if (missing.isEmpty()) {
            return Finding.ok(
                    ID,
                    decisions == 0
                            ? "There were no decisions in the last minutes."
                            : Wording.text("Of %d decisions in the last minutes none lacked anything.", decisions),
                    numbers);
        }
        missing.forEach((kind, count) -> numbers.and(kind + "Share", (double) count / decisions));
        // What is said is of the kind that makes the severity: of a fault, however few decisions it has.
        Map.Entry<String, Long> worst = missing.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<String, Long> kind) -> severity(kind, decisions))
                        .thenComparing(Map.Entry.comparingByValue()))
                .orElseThrow();
        Severity severity = severity(worst, decisions);
        return Finding.of(
                ID,
                severity,
                Wording.text(
                        "Of %d decisions in the last minutes %s made without something: %s%s.",
                        decisions,
                        part(worst.getValue(), decisions),
                        worst.getKey(),
                        missing.size() == 1 ? "" : ", and others for other reasons"),
                numbers,
                onFallback(merchants),
                severity == Severity.OK ? "" : ADVICE.getOrDefault(worst.getKey(), ""));
    }

    /** So few that their share would be rounded to none are counted out. */
    private static String part(long count, long decisions) {
        double share = (double) count / decisions;
        if (share < SHARE_NOTICED) {
            return count == 1 ? "1 was" : count + " were";
        }
        return Wording.share(share) + " were";
    }

    private static Severity severity(Map.Entry<String, Long> kind, long decisions) {
        double share = (double) kind.getValue() / decisions;
        if (share >= SHARE_CRITICAL) {
            return Severity.CRITICAL;
        }
        if (share >= SHARE_MAX || FAULTS.contains(kind.getKey())) {
            return Severity.WARNING;
        }
        return share >= SHARE_NOTICED ? Severity.NOTICE : Severity.OK;
    }

    private static List<Named> onFallback(List<Row> merchants) {
        return merchants.stream()
                .filter(row -> row.degraded().containsKey(OVERLOAD))
                .sorted(Comparator.comparingLong(DegradedDecisions::overloads).reversed())
                .limit(MERCHANTS_NAMED)
                .map(row -> new Named(
                        row.scope(),
                        Numbers.of("fallbacks", overloads(row))
                                .and("shareOfDecisions", (double) overloads(row) / row.decisions())
                                .toMap()))
                .toList();
    }

    private static long overloads(Row row) {
        return row.degraded().getOrDefault(OVERLOAD, 0L);
    }
}
