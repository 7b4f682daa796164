package io.riskgate.usage;

import io.quarkus.runtime.Startup;
import io.riskgate.journal.parts.UtcHour;
import io.riskgate.usage.UsageExchange.RowConsumer;
import io.riskgate.usage.UsageReport.Node;
import io.riskgate.usage.UsageReport.Row;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says what merchants have used, over all nodes, and what that comes to. Blocks; thread-safe. */
@Startup
@Singleton
public final class UsageReports {

    /** Days that one report may be of. */
    public static final int DAYS_MAX = 400;

    /** Rows of one report; one merchant's hours of {@link #DAYS_MAX} are fewer. */
    public static final int ROWS_MAX = 10_000;

    private final UsageMeter meter;
    private final UsageExchange exchange;
    private final Tariff tariff;
    private final Clock clock;

    /** @throws IllegalArgumentException naming the option that has a bad value */
    @Inject
    UsageReports(UsageMeter meter, UsageExchange exchange, UsageConfig config, Clock clock) {
        this(meter, exchange, Tariff.of(config), clock);
    }

    UsageReports(UsageMeter meter, UsageExchange exchange, Tariff tariff, Clock clock) {
        this.meter = meter;
        this.exchange = exchange;
        this.tariff = tariff;
        this.clock = clock;
    }

    /**
     * Reports whole hours.
     *
     * @param merchantId whose, {@code null} for those of as many merchants as there is room for
     * @param after the merchant behind whom all begin, where all are meant; empty to begin with the first
     * @param fromHour see {@link UtcHour}
     * @param toHour the first that is not wanted, at most {@link #DAYS_MAX} later
     * @throws io.riskgate.store.StoreUnavailableException if what other nodes have counted cannot be known
     */
    public UsageReport report(@Nullable String merchantId, String after, long fromHour, long toHour) {
        Instant now = clock.instant();
        SortedMap<String, Instant> nodes = new TreeMap<>();
        exchange.marks().forEach((node, mark) -> nodes.put(node, mark.upTo()));
        // This node knows its own better than what it has told.
        nodes.put(meter.node(), now);
        UsagePage page = new UsagePage(merchantId == null ? after : "", ROWS_MAX);
        meter.read(merchantId, fromHour, toHour, page::add);
        RowConsumer others = RowConsumer.but(meter.node(), page::add);
        if (merchantId != null) {
            exchange.read(merchantId, fromHour, toHour, others);
        } else {
            for (String merchant : exchange.merchants(fromHour, toHour).tailSet(after, false)) {
                if (!page.mayHave(merchant)) {
                    break;
                }
                exchange.read(merchant, fromHour, toHour, others);
            }
        }
        List<Row> rows = page.rows().entrySet().stream()
                .map(entry -> new Row(
                        entry.getKey().merchantId(),
                        UtcHour.begin(entry.getKey().hour()),
                        entry.getValue(),
                        tariff.units(entry.getValue())))
                .toList();
        return new UsageReport(
                rows,
                nodes.entrySet().stream()
                        .map(node -> new Node(node.getKey(), node.getValue()))
                        .toList(),
                page.next());
    }
}
