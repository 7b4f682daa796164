package io.riskgate.statistics;

import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.StatisticsMeter.RowConsumer;
import io.riskgate.statistics.StatisticsReport.Counted;
import io.riskgate.statistics.StatisticsReport.NoMinutes;
import io.riskgate.statistics.StatisticsReport.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what this node has decided. Blocks, to read summaries; thread-safe. */
@Singleton
public final class StatisticsReports {

    /** Rows of a report. */
    public static final int ROWS_MAX = 2_000;

    /** Rows of a report whose step nobody asked for, as far as there is such a step. */
    public static final int ROWS_USUAL_MAX = 200;

    /** Merchants of a report by merchant. */
    public static final int MERCHANTS_MAX = 50;

    private final StatisticsMeter meter;

    StatisticsReports(StatisticsMeter meter) {
        this.meter = meter;
    }

    /** The shortest step that has few rows, or a day if none has; of hours, where minutes are gone. */
    public Step usualStep(Instant from, Instant to) {
        return shortestStep(from, to, ROWS_USUAL_MAX + 1);
    }

    /** The shortest step with which there are not more rows than {@link #ROWS_MAX}, or a day if there is none; of hours, where minutes are gone. */
    public Step possibleStep(Instant from, Instant to) {
        return shortestStep(from, to, ROWS_MAX);
    }

    private Step shortestStep(Instant from, Instant to, int rowsMax) {
        for (Step step : Step.values()) {
            Span span = Span.of(step, from, to);
            if (span.steps() <= rowsMax && (step.isOfHours() || span.fromMinute() >= meter.minutesSince())) {
                return step;
            }
        }
        return Step.DAY;
    }

    /**
     * Reports a scope, step by step.
     *
     * @param scope a merchant, or {@link Ruleset#PLATFORM} for all together
     * @param span of at most {@link #ROWS_MAX} steps
     */
    public StatisticsReport report(String scope, Span span) {
        SortedMap<Long, Totals> steps = new TreeMap<>();
        boolean isThere = read(
                scope,
                span,
                (of, minute, row) -> row.addTo(steps.computeIfAbsent(span.stepOf(minute), first -> new Totals())));
        if (!isThere) {
            return noMinutes();
        }
        List<Row> rows = new ArrayList<>();
        steps.forEach((minute, totals) -> {
            // A row is there a moment before its first decision is counted.
            if (totals.decisions() > 0) {
                rows.add(Row.of(scope, Step.begin(minute), totals));
            }
        });
        return new Counted(rows);
    }

    /** Reports the {@link #MERCHANTS_MAX} merchants with the most decisions, the first ones first; each has a row of the whole time. */
    public StatisticsReport reportByMerchant(Span span) {
        // First how many decisions, since few of the rows have to be unpacked for that.
        Map<String, Long> decisions = new HashMap<>();
        boolean isThere = read(null, span, (of, minute, row) -> decisions.merge(of, row.decisions(), Long::sum));
        if (!isThere) {
            return noMinutes();
        }
        decisions.remove(Ruleset.PLATFORM);
        Set<String> most = decisions.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MERCHANTS_MAX)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Map<String, Totals> merchants = new HashMap<>();
        isThere = read(null, span, (of, minute, row) -> {
            if (most.contains(of)) {
                row.addTo(merchants.computeIfAbsent(of, first -> new Totals()));
            }
        });
        if (!isThere) {
            return noMinutes();
        }
        List<Row> rows = new ArrayList<>();
        merchants.forEach((merchant, totals) -> rows.add(Row.of(merchant, span.from(), totals)));
        rows.sort(Comparator.comparingLong(Row::decisions).reversed().thenComparing(Row::scope));
        return new Counted(rows);
    }

    /**
     * Decisions of the last minutes, the one that goes on among them.
     *
     * @param since the begin of the first minute, later than was asked for where there are no minutes so far back
     * @param byScope of each merchant that has any, and of the platform, which is all together
     */
    public record Recent(Instant since, Map<String, Long> byScope) {}

    /** What each scope has had decided from the minute that has this moment on. */
    public Recent recent(Instant from, Instant now) {
        long first = Math.max(Step.minute(from), meter.minutesSince());
        Map<String, Long> decisions = new HashMap<>();
        meter.readMinutes(
                null,
                first,
                Step.minute(now) + 1,
                (of, minute, row) -> decisions.merge(of, row.decisions(), Long::sum));
        return new Recent(Step.begin(first), decisions);
    }

    /** What a scope has had decided from the minute that has this moment on, or since there are minutes. */
    public long decisionsSince(String scope, Instant from, Instant now) {
        LongAdder decisions = new LongAdder();
        meter.readMinutes(
                scope,
                Math.max(Step.minute(from), meter.minutesSince()),
                Step.minute(now) + 1,
                (of, minute, row) -> decisions.add(row.decisions()));
        return decisions.sum();
    }

    /**
     * What a scope has had decided in each of those hours, without those in which that was nothing. Blocks, to read summaries.
     *
     * @param toHour the first that is not wanted; see {@link io.riskgate.journal.parts.UtcHour}
     */
    public SortedMap<Long, Long> decisionsByHour(String scope, long fromHour, long toHour) {
        SortedMap<Long, Long> hours = new TreeMap<>();
        meter.readHours(
                scope,
                fromHour,
                toHour,
                (of, minute, row) -> hours.merge(Step.hour(minute), row.decisions(), Long::sum));
        return hours;
    }

    private NoMinutes noMinutes() {
        return new NoMinutes(Step.begin(meter.minutesSince()));
    }

    private boolean read(@Nullable String scope, Span span, RowConsumer consumer) {
        if (!span.step().isOfHours()) {
            return meter.readMinutes(scope, span.fromMinute(), span.toMinute(), consumer);
        }
        meter.readHours(scope, Step.hour(span.fromMinute()), Step.hour(span.toMinute()), consumer);
        return true;
    }
}
