package io.riskgate.usage;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The first rows behind some merchant, of as many whole merchants as there is room for; what comes later in their order is dropped
 * while rows are added, so that no more are ever in memory than there is room for, and one. Not thread-safe.
 */
final class UsagePage {

    private final String after;
    private final int rowsMax;
    private final TreeMap<MerchantHour, Usage> rows = new TreeMap<>();

    /**
     * An empty one.
     *
     * @param after the merchant behind whom all begin; empty to begin with the first
     * @param rowsMax at least as many as one merchant can have
     */
    UsagePage(String after, int rowsMax) {
        this.after = after;
        this.rowsMax = rowsMax;
    }

    /** Adds to a row. */
    void add(MerchantHour hour, Usage usage) {
        boolean isWanted = hour.merchantId().compareTo(after) > 0;
        // What was dropped once is behind the last, and stays dropped, since the last only moves towards the first.
        if (isWanted && (!hasMore() || hour.compareTo(rows.lastKey()) <= 0)) {
            rows.merge(hour, usage, Usage::plus);
            if (rows.size() > rowsMax + 1) {
                rows.pollLastEntry();
            }
        }
    }

    /** Whether rows of that merchant could still be among {@link #rows}; else those of later ones cannot either. */
    boolean mayHave(String merchant) {
        return !hasMore() || merchant.compareTo(rows.lastKey().merchantId()) <= 0;
    }

    /** Whether there are more merchants than those of {@link #rows}. */
    boolean hasMore() {
        return rows.size() > rowsMax;
    }

    /** Without the merchant who may be there in part. */
    SortedMap<MerchantHour, Usage> rows() {
        return hasMore() ? rows.headMap(new MerchantHour(rows.lastKey().merchantId(), Long.MIN_VALUE)) : rows;
    }

    /** What is the next page's {@code after}, {@code null} if this is the last. */
    @Nullable
    String next() {
        return hasMore() ? rows().lastKey().merchantId() : null;
    }
}
