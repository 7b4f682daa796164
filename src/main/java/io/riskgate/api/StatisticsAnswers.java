package io.riskgate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.riskgate.model.Verdict;
import io.riskgate.statistics.Span;
import io.riskgate.statistics.StatisticsReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered about statistics, as JSON and as CSV. */
final class StatisticsAnswers {

    private static final String CSV_HEAD = "scope,time,measure,name,verdict,value" + Csv.LINE_END;

    private StatisticsAnswers() {}

    /**
     * The reasons of decisions.
     *
     * @param top those that most decisions have
     * @param other of all other codes, how many decisions have each, together
     */
    record Reasons(List<StatisticsReport.ReasonCount> top, long other) {}

    /**
     * A step, or a merchant.
     *
     * @param time when the step begins, {@code null} of a merchant
     * @param merchant {@code null} of a step
     * @param degraded how many decisions were made without what
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            @Nullable Instant time,
            @Nullable String merchant,
            long decisions,
            Map<Verdict, StatisticsReport.OfVerdict> verdicts,
            Reasons reasons,
            Map<String, Long> degraded,
            StatisticsReport.Latency latency) {}

    /**
     * A report.
     *
     * @param from begin of the first step
     * @param to end of the last
     * @param step {@code null} where rows have the whole time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(
            String scope,
            Instant from,
            Instant to,
            @Nullable String step,
            List<Row> rows) {}

    static Report report(String scope, Span span, StatisticsReport.Counted counted, boolean isByMerchant) {
        return new Report(
                scope,
                span.from(),
                span.to(),
                isByMerchant ? null : span.step().label(),
                counted.rows().stream()
                        .map(row -> new Row(
                                isByMerchant ? null : row.begin(),
                                isByMerchant ? row.scope() : null,
                                row.decisions(),
                                row.verdicts(),
                                new Reasons(row.reasons(), row.otherReasons()),
                                row.degraded(),
                                row.latency()))
                        .toList());
    }

    /** A line for each number, so that there are the same columns whatever currencies and reasons there are. */
    static String csv(StatisticsReport.Counted counted) {
        StringBuilder csv = new StringBuilder(CSV_HEAD);
        for (StatisticsReport.Row row : counted.rows()) {
            String of = Csv.text(row.scope()) + ',' + row.begin() + ',';
            row.verdicts().forEach((verdict, ofVerdict) -> {
                line(csv, of, "decisions", "", verdict.name(), ofVerdict.decisions());
                ofVerdict
                        .amounts()
                        .forEach((currency, sum) ->
                                line(csv, of, "amount", Csv.text(currency), verdict.name(), sum.toPlainString()));
            });
            row.reasons().forEach(reason -> line(csv, of, "reason", Csv.text(reason.code()), "", reason.decisions()));
            if (row.otherReasons() > 0) {
                line(csv, of, "otherReasons", "", "", row.otherReasons());
            }
            row.degraded().forEach((missing, decisions) -> line(csv, of, "degraded", Csv.text(missing), "", decisions));
            line(csv, of, "p50Micros", "", "", row.latency().p50Micros());
            line(csv, of, "p90Micros", "", "", row.latency().p90Micros());
            line(csv, of, "p99Micros", "", "", row.latency().p99Micros());
            line(csv, of, "maxMicros", "", "", row.latency().maxMicros());
        }
        return csv.toString();
    }

    private static void line(StringBuilder csv, String of, String measure, String name, String verdict, Object value) {
        csv.append(of)
                .append(measure)
                .append(',')
                .append(name)
                .append(',')
                .append(verdict)
                .append(',')
                .append(value)
                .append(Csv.LINE_END);
    }
}
