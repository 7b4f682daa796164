package io.riskgate.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was used in some hours.
 *
 * @param rows by merchant and hour; hours without usage have none
 * @param nodes whose counts these are
 * @param next the merchant behind whom the next page begins, {@code null} on the last
 */
public record UsageReport(
        List<Row> rows, List<Node> nodes, @Nullable String next) {

    public UsageReport {
        rows = List.copyOf(rows);
        nodes = List.copyOf(nodes);
    }

    /** One merchant's hour, over all nodes, and what it comes to. */
    public record Row(String merchantId, Instant hour, Usage usage, BigDecimal units) {}

    /**
     * A node that has told of its usage.
     *
     * @param upTo all that its journal had by then is counted
     */
    public record Node(String node, Instant upTo) {}
}
