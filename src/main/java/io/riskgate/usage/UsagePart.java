package io.riskgate.usage;

import io.riskgate.journal.JournalRecord;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a stretch of the journal comes to: all of its files after those of the part before. One thread counts; any reads, without
 * waiting for it.
 */
final class UsagePart {

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

    int number() {
        return number;
    }

    /** For the one thread that counts. What is neither a decision nor an upload costs nothing and makes no row. */
    void count(JournalRecord entry) {
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

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Merchants' hours. */
    int size() {
        return rows.size();
    }

    /** The earliest with a row; not of one that is empty. */
    long firstHour() {
        return firstHour;
    }

    /** The latest with a row; not of one that is empty. */
    long lastHour() {
        return lastHour;
    }

    Map<MerchantHour, Usage> rows() {
        return rows;
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
