package io.riskgate.statistics;

import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.parts.JournalPart;
import io.riskgate.model.Checkout;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Units;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The minutes of a part of the journal, of each merchant and of all together ({@link Ruleset#PLATFORM}). On the disk they become hours.
 * One thread counts; any reads, without waiting for it.
 */
final class StatisticsPart implements JournalPart {

    /** Scopes with a row that is open, which takes a kilobyte; of more, the one that is open for longest is packed. */
    static final int OPEN_MAX = 10_000;

    private final int number;
    private final int reasonsMax;
    private final int openMax;
    private final ConcurrentMap<String, Series> scopes = new ConcurrentHashMap<>();

    /** Of the thread that counts: those with an open row, in the order in which they got their first one. */
    private final Queue<Series> opened = new ArrayDeque<>();

    private volatile int rows;
    private volatile long firstMinute = Long.MAX_VALUE;
    private volatile long lastMinute = Long.MIN_VALUE;

    StatisticsPart(int number, int reasonsMax, int openMax) {
        this.number = number;
        this.reasonsMax = reasonsMax;
        this.openMax = openMax;
    }

    @Override
    public int number() {
        return number;
    }

    /** Hot. What is no decision makes no row. */
    @Override
    public void count(JournalRecord entry) {
        if (entry instanceof JournalEntry decided) {
            Checkout checkout = decided.checkout();
            long minute = Step.minute(decided.decidedAt());
            long units = Units.of(checkout.amount());
            // Before the rows, so that there is none outside of them.
            if (minute < firstMinute) {
                firstMinute = minute;
            }
            if (minute > lastMinute) {
                lastMinute = minute;
            }
            row(Ruleset.PLATFORM, minute).count(decided.decision(), checkout.currency(), units);
            row(checkout.merchantId(), minute).count(decided.decision(), checkout.currency(), units);
        }
    }

    private OpenRow row(String scope, long minute) {
        Series series = scopes.get(scope);
        if (series == null) {
            series = new Series();
            scopes.put(scope, series);
        }
        OpenRow row = series.openAt(minute);
        return row == null ? open(series, minute) : row;
    }

    /** Only one thread counts, so nothing is lost between the read of {@code rows} and the write. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private OpenRow open(Series series, long minute) {
        OpenRow row = new OpenRow(reasonsMax);
        boolean isFirst = !series.isOpen();
        series.open(minute, row);
        rows++;
        if (isFirst) {
            opened.add(series);
            if (opened.size() > openMax) {
                opened.remove().close();
            }
        }
        return row;
    }

    /** Packs what is open; when nothing is counted any more. */
    void close() {
        opened.forEach(Series::close);
        opened.clear();
    }

    /** Minutes of merchants, and of all. */
    @Override
    public int size() {
        return rows;
    }

    /** The latest with a row, see {@link Step}; not of one that is empty. */
    long lastMinute() {
        return lastMinute;
    }

    @Override
    public long firstHour() {
        return Step.hour(firstMinute);
    }

    @Override
    public long lastHour() {
        return Step.hour(lastMinute);
    }

    @Override
    public void writeRows(RowWriter writer) throws IOException {
        close();
        for (Map.Entry<String, Series> scope : new TreeMap<>(scopes).entrySet()) {
            SortedMap<Long, Totals> hours = new TreeMap<>();
            scope.getValue()
                    .read(
                            Long.MIN_VALUE,
                            Long.MAX_VALUE,
                            (minute, row) ->
                                    row.addTo(hours.computeIfAbsent(Step.hour(minute), first -> new Totals())));
            for (Map.Entry<Long, Totals> hour : hours.entrySet()) {
                writer.write(StoredRow.write(scope.getKey(), hour.getKey(), hour.getValue(), reasonsMax));
            }
        }
    }

    /**
     * Passes on a scope's minutes, or those of all scopes.
     *
     * @param toMinute the first that is not wanted
     */
    void read(@Nullable String scope, long fromMinute, long toMinute, StatisticsMeter.RowConsumer consumer) {
        if (scope == null) {
            scopes.forEach((of, series) ->
                    series.read(fromMinute, toMinute, (minute, row) -> consumer.accept(of, minute, row)));
            return;
        }
        Series series = scopes.get(scope);
        if (series != null) {
            series.read(fromMinute, toMinute, (minute, row) -> consumer.accept(scope, minute, row));
        }
    }
}
