package io.riskgate.lists;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The entries of one list, in memory. Thread-safe; never blocks. */
class ListEntries {

    static final Long NEVER = Long.MAX_VALUE;

    private static final Comparator<ListEntry> IN_ORDER = Comparator.comparing(ListEntry::value);

    /** When each value expires, in milliseconds. */
    final Map<String, Long> entries = new ConcurrentHashMap<>();

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

    /** How many of the values are not on the list. */
    int countNew(Collection<String> values) {
        return (int)
                values.stream().filter(value -> !entries.containsKey(value)).count();
    }

    void dropExpired(Clock clock) {
        long nowMillis = clock.millis();
        entries.values().removeIf(expiresAt -> expiresAt <= nowMillis);
    }

    /** Most entries never expire, and need no look at the clock. */
    private static boolean isLive(long expiresAt, Clock clock) {
        return expiresAt == NEVER || expiresAt > clock.millis();
    }

    private static ListEntry entry(String value, long expiresAt) {
        return new ListEntry(value, expiresAt == NEVER ? null : Instant.ofEpochMilli(expiresAt));
    }
}
