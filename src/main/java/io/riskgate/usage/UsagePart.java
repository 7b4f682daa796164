package io.riskgate.usage;

import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.parts.JournalPart;
import io.riskgate.journal.parts.PartFiles;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The usage of a part of the journal. */
final class UsagePart implements JournalPart {

    private final int number;
    private final ConcurrentMap<MerchantHour, Usage> rows = new ConcurrentHashMap<>();

    /** Those whose rows have changed since {@link #takeChanged}, so at most all of them. */
    private final Set<MerchantHour> changed = ConcurrentHashMap.newKeySet();

    private volatile long firstHour = Long.MAX_VALUE;
    private volatile long lastHour = Long.MIN_VALUE;

    /** @param number from 1, in the order of the journal */
    UsagePart(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    /** What is neither a decision nor an upload costs nothing and makes no row. */
    @Override
    public void count(JournalRecord entry) {
        Usage usage = Usage.of(entry);
        if (usage.equals(Usage.NONE)) {
            return;
        }
        MerchantHour hour = MerchantHour.of(entry);
        // Before the row, so that there is none outside of them.
        firstHour = Math.min(firstHour, hour.hour());
        lastHour = Math.max(lastHour, hour.hour());
        rows.merge(hour, usage, Usage::plus);
        // After the row, so that whoever takes this finds it changed.
        changed.add(hour);
    }

    /** Merchants' hours. */
    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public long firstHour() {
        return firstHour;
    }

    @Override
    public long lastHour() {
        return lastHour;
    }

    @Override
    public void writeRows(RowWriter writer) throws IOException {
        for (Map.Entry<MerchantHour, Usage> row : new TreeMap<>(rows).entrySet()) {
            Usage usage = row.getValue();
            writer.write(PartFiles.row(row.getKey().merchantId(), row.getKey().hour())
                    .put("decisions", usage.decisions())
                    .put("ruleEvaluations", usage.ruleEvaluations())
                    .put("uploads", usage.uploads())
                    .put("redisRoundTrips", usage.redisRoundTrips()));
        }
    }

    /** Passes on a merchant's rows of those hours, or all merchants'. */
    void read(@Nullable String merchantId, long fromHour, long toHour, BiConsumer<MerchantHour, Usage> consumer) {
        rows.forEach((hour, usage) -> {
            if (hour.hour() >= fromHour
                    && hour.hour() < toHour
                    && (merchantId == null || merchantId.equals(hour.merchantId()))) {
                consumer.accept(hour, usage);
            }
        });
    }

    /** Those whose rows have changed since this was called last. */
    Set<MerchantHour> takeChanged() {
        Set<MerchantHour> taken = new HashSet<>(changed);
        changed.removeAll(taken);
        return taken;
    }
}
