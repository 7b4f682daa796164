package io.riskgate.lists;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one list, in memory. Reading is thread-safe; changing, and asking what they take of the heap, is for one thread at a time. Never
 * blocks.
 */
class ListEntries {

    /** What values that are not on the list would add to it. */
    record Growth(int entries, long bytes) {}

    static final Long NEVER = Long.MAX_VALUE;

    private static final Comparator<ListEntry> IN_ORDER = Comparator.comparing(ListEntry::value);

    /** When each value expires, in milliseconds. */
    private final Map<String, Long> entries = new ConcurrentHashMap<>();

    private long bytes;

    boolean contains(String value, Clock clock) {
        Long expiresAt = entries.get(value);
        return expiresAt != null && isLive(expiresAt, clock);
    }

    @Nullable
    ListEntry entry(String value, Clock clock) {
        Long expiresAt = entries.get(value);
        return expiresAt != null && isLive(expiresAt, clock) ? entry(value, expiresAt) : null;
    }

    /** The first entries after {@code after}, in the order of their values. */
    List<ListEntry> entries(String after, int limit, Clock clock) {
        PriorityQueue<ListEntry> first = new PriorityQueue<>(IN_ORDER.reversed());
        entries.forEach((value, expiresAt) -> {
            if (value.compareTo(after) > 0 && isLive(expiresAt, clock)) {
                first.add(entry(value, expiresAt));
                if (first.size() > limit) {
                    first.remove();
                }
            }
        });
        return first.stream().sorted(IN_ORDER).toList();
    }

    /** Entries, with those expired ones that were not dropped yet. */
    int size() {
        return entries.size();
    }

    /** What they take of the heap, as {@link ListMemory} estimates it. */
    long bytes() {
        return bytes;
    }

    /** When each value expires, in milliseconds; live, and not to be changed. */
    Map<String, Long> expiresAtByValue() {
        return Collections.unmodifiableMap(entries);
    }

    /** @param values each once */
    Growth growth(Collection<String> values) {
        int added = 0;
        long addedBytes = 0;
        for (String value : values) {
            if (!entries.containsKey(value)) {
                added++;
                addedBytes += ListMemory.bytes(value);
            }
        }
        return new Growth(added, addedBytes);
    }

    void keep(String value, Long expiresAt) {
        if (entries.put(value, expiresAt) == null) {
            bytes += ListMemory.bytes(value);
        }
    }

    void forget(String value) {
        if (entries.remove(value) != null) {
            bytes -= ListMemory.bytes(value);
        }
    }

    void dropExpired(Clock clock) {
        long nowMillis = clock.millis();
        entries.forEach((value, expiresAt) -> {
            if (expiresAt <= nowMillis) {
                forget(value);
            }
        });
    }

    /** Most entries never expire, and need no look at the clock. */
    private static boolean isLive(long expiresAt, Clock clock) {
        return expiresAt == NEVER || expiresAt > clock.millis();
    }

    private static ListEntry entry(String value, long expiresAt) {
        return new ListEntry(value, expiresAt == NEVER ? null : Instant.ofEpochMilli(expiresAt));
    }
}
