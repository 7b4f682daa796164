package io.riskgate.lists;

import io.riskgate.lists.ListLog.Change;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One list: its entries in memory and its log. Reading is for any thread and never blocks; writing blocks and is for one
 * thread at a time. Memory changes only after the disk has it.
 *
 * <p>The log is looked at after loading, and when it has grown by a quarter of the list and by {@link #LOOK_LINES_MIN}
 * lines: expired entries are dropped then, and a log that holds more than twice as many lines as there are entries is
 * made anew.
 */
final class NamedList {

    static final Long NEVER = Long.MAX_VALUE;
    static final int LOOK_LINES_MIN = 256;

    private static final Comparator<ListEntry> IN_ORDER = Comparator.comparing(ListEntry::value);

    private final Map<String, Long> entries = new ConcurrentHashMap<>();
    private final ListLog log;
    private long linesUnlooked;

    NamedList(ListLog log) {
        this.log = log;
    }

    ListLog log() {
        return log;
    }

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

    /** Reads the log, however short it is worth a look then. */
    void load() throws IOException {
        log.load(entries);
        linesUnlooked = Long.MAX_VALUE;
    }

    /** Makes the list's log, with these first entries. */
    void create(Map<String, Long> expiresAtByValue) throws IOException {
        log.rewrite(puts(expiresAtByValue));
        entries.putAll(expiresAtByValue);
    }

    void put(Map<String, Long> expiresAtByValue) throws IOException {
        log.append(puts(expiresAtByValue));
        entries.putAll(expiresAtByValue);
        linesUnlooked += expiresAtByValue.size();
    }

    void remove(String value) throws IOException {
        log.append(List.of(Change.remove(value)));
        entries.remove(value);
        linesUnlooked++;
    }

    /** Removes the log; the entries stay in memory, for whoever is reading them. */
    void delete() throws IOException {
        log.delete();
    }

    /** Looks at the log, if that is worth a walk over all entries. */
    void tidy(Clock clock) throws IOException {
        if (linesUnlooked >= Math.max(LOOK_LINES_MIN, entries.size() / 4)) {
            linesUnlooked = 0;
            dropExpired(clock);
            if (log.lines() > 2L * entries.size()) {
                log.rewrite(puts(entries));
            }
        }
    }

    void dropExpired(Clock clock) {
        long nowMillis = clock.millis();
        entries.values().removeIf(expiresAt -> expiresAt <= nowMillis);
    }

    private static Iterable<Change> puts(Map<String, Long> expiresAtByValue) {
        return () -> expiresAtByValue.entrySet().stream()
                .map(e -> Change.put(e.getKey(), e.getValue()))
                .iterator();
    }

    /** Most entries never expire, and need no look at the clock. */
    private static boolean isLive(long expiresAt, Clock clock) {
        return expiresAt == NEVER || expiresAt > clock.millis();
    }

    private static ListEntry entry(String value, long expiresAt) {
        return new ListEntry(value, expiresAt == NEVER ? null : Instant.ofEpochMilli(expiresAt));
    }
}
