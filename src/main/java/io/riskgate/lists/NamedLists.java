package io.riskgate.lists;

import io.riskgate.rules.Ruleset;
import io.riskgate.store.DurableFiles;
import io.riskgate.store.ScopeName;
import io.riskgate.store.StateConfig;
import io.riskgate.telemetry.LogText;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The named lists of the platform and of every merchant, in memory and in files under {@code <data-dir>/lists}.
 *
 * <p>Look-ups read concurrent maps: they never block and never wait for a change. Changes block until they are on the
 * disk and come one at a time; they throw {@link UncheckedIOException} if the disk fails, and then nothing is changed.
 * Bounded: {@link #LISTS_MAX} lists a scope, {@link #ENTRIES_MAX} entries a list, {@link #CHANGE_MAX} entries a change,
 * {@link #VALUE_LENGTH_MAX} characters a value.
 */
@Singleton
public final class NamedLists implements ListLookups {

    public static final int CHANGE_MAX = 100_000;
    public static final int ENTRIES_MAX = 1_000_000;
    public static final int LISTS_MAX = 1_000;
    public static final int VALUE_LENGTH_MAX = 256;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final String SUFFIX = ".jsonl";
    private static final long NEVER = Long.MAX_VALUE;
    private static final Logger LOG = Logger.getLogger(NamedLists.class);

    private final Path root;
    private final Clock clock;
    private final Map<String, Map<String, Map<String, Long>>> byScope = new ConcurrentHashMap<>();
    private final Map<Path, ListLog> logs = new HashMap<>();

    @Inject
    NamedLists(StateConfig state, Clock clock) {
        this(state.dataDir(), clock);
    }

    /**
     * Reads the lists that are there; blocks.
     *
     * @throws UncheckedIOException if the directory cannot be read
     */
    public NamedLists(Path dataDir, Clock clock) {
        this.root = dataDir.resolve("lists");
        this.clock = clock;
        load();
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    @Override
    public ListLookup lookup(String scope) {
        if (scope.equals(Ruleset.PLATFORM)) {
            return (list, value) -> has(Ruleset.PLATFORM, list, value);
        }
        return (list, value) -> has(scope, list, value) || has(Ruleset.PLATFORM, list, value);
    }

    private boolean has(String scope, String list, String value) {
        Map<String, Map<String, Long>> lists = byScope.get(scope);
        Map<String, Long> entries = lists == null ? null : lists.get(list);
        Long until = entries == null ? null : entries.get(value);
        return until != null && (until == NEVER || until > clock.millis());
    }

    /** The entry, or empty if the list does not have the value. */
    public Optional<ListEntry> entry(String scope, String name, String value) {
        return Optional.ofNullable(entries(scope, name))
                .map(entries -> entries.get(value))
                .filter(until -> until > clock.millis())
                .map(until -> entry(value, until));
    }

    /**
     * A page of the list, in the order of the values; empty if there is no such list.
     *
     * @param after the value that the page begins behind, {@code null} for the first page
     */
    public Optional<List<ListEntry>> page(String scope, String name, @Nullable String after, int limit) {
        long nowMillis = clock.millis();
        return Optional.ofNullable(entries(scope, name)).map(entries -> entries.entrySet().stream()
                .filter(e ->
                        e.getValue() > nowMillis && (after == null || e.getKey().compareTo(after) > 0))
                .sorted(Map.Entry.comparingByKey())
                .limit(limit)
                .map(e -> entry(e.getKey(), e.getValue()))
                .toList());
    }

    /**
     * Adds the entries, or gives those that are there another expiry.
     *
     * @throws ListLimitException if a limit would be broken; then nothing is changed
     */
    public synchronized void put(String scope, String name, Collection<ListEntry> changes) throws ListLimitException {
        if (changes.size() > CHANGE_MAX) {
            throw new ListLimitException("at most " + CHANGE_MAX + " entries can be added at once");
        }
        Map<String, Map<String, Long>> lists = byScope.computeIfAbsent(scope, s -> new ConcurrentHashMap<>());
        if (!lists.containsKey(name) && lists.size() >= LISTS_MAX) {
            throw new ListLimitException("a scope has at most " + LISTS_MAX + " lists");
        }
        Map<String, Long> entries = lists.getOrDefault(name, new ConcurrentHashMap<>());
        Map<String, Long> put = new LinkedHashMap<>();
        changes.forEach(change -> put.put(change.value(), millis(change.expiresAt())));
        if (entries.size()
                        + put.keySet().stream()
                                .filter(v -> !entries.containsKey(v))
                                .count()
                > ENTRIES_MAX) {
            throw new ListLimitException("a list has at most " + ENTRIES_MAX + " entries");
        }
        durably(scope, name, log -> log.put(put));
        entries.putAll(put);
        lists.put(name, entries);
        tidy(scope, name, entries);
    }

    /** Returns {@code false} if the list did not have the value. */
    public synchronized boolean remove(String scope, String name, String value) {
        Map<String, Long> entries = entries(scope, name);
        if (entries == null || !entries.containsKey(value)) {
            return false;
        }
        durably(scope, name, log -> log.remove(value));
        entries.remove(value);
        tidy(scope, name, entries);
        return true;
    }

    /** Returns {@code false} if there is no such list. */
    public synchronized boolean delete(String scope, String name) {
        Map<String, Map<String, Long>> lists = byScope.get(scope);
        if (lists == null || !lists.containsKey(name)) {
            return false;
        }
        durably(scope, name, ListLog::delete);
        lists.remove(name);
        return true;
    }

    private @Nullable Map<String, Long> entries(String scope, String name) {
        Map<String, Map<String, Long>> lists = byScope.get(scope);
        return lists == null ? null : lists.get(name);
    }

    private static ListEntry entry(String value, long until) {
        return new ListEntry(value, until == NEVER ? null : Instant.ofEpochMilli(until));
    }

    private static long millis(@Nullable Instant expiresAt) {
        return expiresAt == null ? NEVER : expiresAt.toEpochMilli();
    }

    // Files

    private interface Change {
        void on(ListLog log) throws IOException;
    }

    private void durably(String scope, String name, Change change) {
        try {
            Path directory = root.resolve(ScopeName.directory(scope));
            DurableFiles.createDirectories(directory);
            change.on(logs.computeIfAbsent(
                    directory.resolve(name + SUFFIX), file -> new ListLog(directory, name + SUFFIX, scope, name)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Drops what has expired when the file is written anew anyway. */
    private void tidy(String scope, String name, Map<String, Long> entries) {
        long nowMillis = clock.millis();
        durably(scope, name, log -> {
            if (log.hasGrownBeyond(entries.size())) {
                entries.values().removeIf(until -> until <= nowMillis);
                log.rewrite(entries);
            }
        });
    }

    private void load() {
        for (Path directory : children(root)) {
            for (Path file : children(directory)) {
                if (file.toString().endsWith(SUFFIX)) {
                    load(directory, file);
                }
            }
        }
    }

    private static List<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void load(Path directory, Path file) {
        Map<String, Long> entries = new ConcurrentHashMap<>();
        try {
            ListLog log = ListLog.read(directory, file.getFileName().toString(), entries);
            entries.values().removeIf(until -> until <= clock.millis());
            logs.put(file, log);
            byScope.computeIfAbsent(log.scope(), s -> new ConcurrentHashMap<>()).put(log.name(), entries);
        } catch (IOException unreadable) {
            LOG.errorf("The list in %s cannot be read: %s", LogText.of(file.toString()), LogText.of(unreadable));
        }
    }
}
