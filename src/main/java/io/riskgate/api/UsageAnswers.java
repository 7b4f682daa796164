package io.riskgate.api;

import io.riskgate.journal.parts.UtcHour;
import io.riskgate.usage.UsageReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is answered about usage, as JSON and as CSV. */
final class UsageAnswers {

    private static final String CSV_HEAD =
            "merchant,hour,decisions,ruleEvaluations,uploads,redisRoundTrips,units" + Csv.LINE_END;

    private UsageAnswers() {}

    /** @param hour when it begins */
    record Row(
            String merchant,
            Instant hour,
            long decisions,
            long ruleEvaluations,
            long uploads,
            long redisRoundTrips,
            BigDecimal units) {}

    /**
     * Whose counts they are.
     *
     * @param node its name, for merchants a number: names are hosts'
     * @param upTo all that its journal had by then is counted
     */
    record Node(String node, Instant upTo) {}

    /**
     * A report, or a page of one.
     *
     * @param from begin of the first hour
     * @param to end of the last
     * @param next what {@code after} of the next page is, {@code null} on the last
     */
    record Report(
            Instant from,
            Instant to,
            List<Row> rows,
            List<Node> nodes,
            @Nullable String next) {}

    static Report report(long fromHour, long toHour, UsageReport report, boolean isForAdmin) {
        return new Report(
                UtcHour.begin(fromHour),
                UtcHour.begin(toHour),
                report.rows().stream()
                        .map(row -> new Row(
                                row.merchantId(),
                                row.hour(),
                                row.usage().decisions(),
                                row.usage().ruleEvaluations(),
                                row.usage().uploads(),
                                row.usage().redisRoundTrips(),
                                row.units()))
                        .toList(),
                nodes(report, isForAdmin),
                report.next());
    }

    private static List<Node> nodes(UsageReport report, boolean isForAdmin) {
        List<Node> nodes = new ArrayList<>();
        for (UsageReport.Node node : report.nodes()) {
            String number = Integer.toString(nodes.size() + 1);
            nodes.add(new Node(isForAdmin ? node.node() : number, node.upTo()));
        }
        return nodes;
    }

    static String csv(UsageReport report) {
        StringBuilder csv = new StringBuilder(CSV_HEAD);
        for (UsageReport.Row row : report.rows()) {
            csv.append(Csv.text(row.merchantId()))
                    .append(',')
                    .append(row.hour())
                    .append(',')
                    .append(row.usage().decisions())
                    .append(',')
                    .append(row.usage().ruleEvaluations())
                    .append(',')
                    .append(row.usage().uploads())
                    .append(',')
                    .append(row.usage().redisRoundTrips())
                    .append(',')
                    .append(row.units().toPlainString())
                    .append(Csv.LINE_END);
        }
        return csv.toString();
    }
}
