package io.riskgate.lists;

import io.riskgate.lists.ListLog.Change;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * One list and its log. Reading is for any thread and never blocks; writing blocks and is for one thread at a time. Memory
 * changes only after the disk has it.
 *
 * <p>The log is looked at after loading, and when it has grown by a quarter of the list and by {@link #LOOK_LINES_MIN}
 * lines: expired entries are dropped then, and a log that holds more than twice as many lines as there are entries is
 * made anew.
 */
final class NamedList extends ListEntries {

    static final int LOOK_LINES_MIN = 256;

    private final ListLog log;
    private long linesUnlooked;

    NamedList(ListLog log) {
        this.log = log;
    }

    ListLog log() {
        return log;
    }

    /** Reads the log, however short it is worth a look then. */
    void load() throws IOException {
        log.load(this);
        linesUnlooked = Long.MAX_VALUE;
    }

    /** Makes the list's log, with these first entries. */
    void create(Map<String, Long> expiresAtByValue) throws IOException {
        log.rewrite(puts(expiresAtByValue));
        expiresAtByValue.forEach(this::keep);
    }

    void put(Map<String, Long> expiresAtByValue) throws IOException {
        log.append(puts(expiresAtByValue));
        expiresAtByValue.forEach(this::keep);
        linesUnlooked += expiresAtByValue.size();
    }

    void remove(String value) throws IOException {
        log.append(List.of(Change.remove(value)));
        forget(value);
        linesUnlooked++;
    }

    /** Removes the log; the entries stay in memory, for whoever is reading them. */
    void delete() throws IOException {
        log.delete();
    }

    /** Looks at the log, if that is worth a walk over all entries. */
    void tidy(Clock clock) throws IOException {
        if (linesUnlooked >= Math.max(LOOK_LINES_MIN, size() / 4)) {
            linesUnlooked = 0;
            dropExpired(clock);
            if (log.lines() > 2L * size()) {
                log.rewrite(puts(expiresAtByValue()));
            }
        }
    }

    private static Iterable<Change> puts(Map<String, Long> expiresAtByValue) {
        return () -> expiresAtByValue.entrySet().stream()
                .map(e -> Change.put(e.getKey(), e.getValue()))
                .iterator();
    }
}
