package io.riskgate.api;

import io.riskgate.usage.MerchantHour;
import io.riskgate.usage.UsageReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is answered about usage, as JSON and as CSV. */
final class UsageAnswers {

    static final String CSV = "text/csv";

    private static final String CSV_HEAD = "merchant,hour,decisions,ruleEvaluations,uploads,redisRoundTrips,units\r\n";

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

    /** @param upTo all that its journal had by then is counted */
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

    static Report report(long fromHour, long toHour, UsageReport report) {
        return new Report(
                MerchantHour.begin(fromHour),
                MerchantHour.begin(toHour),
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
                report.nodes().stream()
                        .map(node -> new Node(node.node(), node.upTo()))
                        .toList(),
                report.next());
    }

    /** As RFC 4180 has it. */
    static String csv(UsageReport report) {
        StringBuilder csv = new StringBuilder(CSV_HEAD);
        for (UsageReport.Row row : report.rows()) {
            csv.append(quoted(row.merchantId()))
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
                    .append("\r\n");
        }
        return csv.toString();
    }

    /** A merchant's id may have commas and quotes. */
    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
