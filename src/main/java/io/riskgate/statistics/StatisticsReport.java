package io.riskgate.statistics;

import io.riskgate.model.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What was decided, or why that cannot be said. */
public sealed interface StatisticsReport {

    /** Reason codes of a row; the others are counted together. */
    int REASONS_MAX = 20;

    /**
     * What was decided.
     *
     * @param rows without those that have no decisions
     */
    record Counted(List<Row> rows) implements StatisticsReport {

        public Counted {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The step is of minutes, and the time begins when there are none.
     *
     * @param since from when on there are
     */
    record NoMinutes(Instant since) implements StatisticsReport {}

    /**
     * A scope's step.
     *
     * @param scope a merchant, or the platform for all together
     * @param begin of the step, or of the whole time where a row has all of it
     * @param verdicts of each verdict, also of those without decisions
     * @param otherReasons of codes that are not among the reasons, how many decisions have each, together
     * @param degraded how many decisions were made without what
     */
    record Row(
            String scope,
            Instant begin,
            long decisions,
            Map<Verdict, OfVerdict> verdicts,
            List<ReasonCount> reasons,
            long otherReasons,
            SortedMap<String, Long> degraded,
            Latency latency) {

        static Row of(String scope, Instant begin, Totals totals) {
            Totals.TopReasons reasons = totals.reasons(REASONS_MAX);
            Map<Verdict, OfVerdict> verdicts = new EnumMap<>(Verdict.class);
            for (Verdict verdict : Verdict.values()) {
                verdicts.put(verdict, new OfVerdict(totals.decisions(verdict), totals.amounts(verdict)));
            }
            return new Row(
                    scope,
                    begin,
                    totals.decisions(),
                    verdicts,
                    reasons.top(),
                    reasons.other(),
                    totals.degraded(),
                    Latency.of(totals.latencies()));
        }
    }

    /**
     * The decisions of a verdict.
     *
     * @param amounts by currency, without those of which there are none
     */
    record OfVerdict(long decisions, SortedMap<String, BigDecimal> amounts) {}

    /** How many decisions have a reason of that code. */
    record ReasonCount(String code, long decisions) {}

    /** From the parsed request to the verdict; percentiles as exact as {@link Latencies} says. */
    record Latency(long p50Micros, long p90Micros, long p99Micros, long maxMicros) {

        static Latency of(Latencies latencies) {
            return new Latency(
                    latencies.percentileMicros(50),
                    latencies.percentileMicros(90),
                    latencies.percentileMicros(99),
                    latencies.maxMicros());
        }
    }
}
