package io.riskgate.lists;

import io.quarkus.runtime.Startup;
import io.riskgate.lists.ListWrite.Full;
import io.riskgate.lists.ListWrite.Stored;
import io.riskgate.store.DurableFiles;
import io.riskgate.store.StateConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The named lists of the platform ({@code platform}) and of each merchant, in memory and durable: {@code
 * <data-dir>/lists/<scope>/} has {@code <name>.jsonl} ({@link ListLog}) for each list and, since the directory's name is
 * escaped, {@code scope.json}.
 *
 * <p>Thread-safe. Reading never blocks and takes no lock. Writing blocks until the disk has it, one write at a time, and
 * is not for an event loop or a shard; it throws {@link UncheckedIOException} if the medium fails, and the list is then as
 * it was. While a write is under way, a reader may see a part of it. A crash during one may leave its first part.
 *
 * <p>Beyond a limit nothing is stored, and the answer says so: {@link #ENTRIES_PER_CALL_MAX}, {@link
 * #ENTRIES_PER_LIST_MAX}, {@link #ENTRIES_MAX}, {@link #LISTS_PER_SCOPE_MAX}, {@link #SCOPES_MAX}. An entry takes about 120
 * bytes of heap.
 */
@Startup
@Singleton
public final class NamedLists implements ListLookups {

    static final String PLATFORM = "platform";
    public static final int ENTRIES_PER_CALL_MAX = 100_000;
    public static final int ENTRIES_PER_LIST_MAX = 1_000_000;
    public static final int ENTRIES_MAX = 5_000_000;
    public static final int LISTS_PER_SCOPE_MAX = 1_000;
    public static final int SCOPES_MAX = 100_000;

    /** What {@link #entries} gives at most. */
    public static final int PAGE_ENTRIES_MAX = 10_000;

    private static final Logger LOG = Logger.getLogger(NamedLists.class);

    private record ScopeLists(ScopeDirectory directory, Map<String, NamedList> byName) {

        ScopeLists(ScopeDirectory directory) {
            this(directory, new ConcurrentHashMap<>());
        }
    }

    /** What of a list's file could not be used when it was read. */
    public record Damage(Path file, String what) {}

    private final Path root;
    private final Clock clock;
    private final Map<String, ScopeLists> scopes = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Damage> damage;
    private final AtomicLong entriesTotal = new AtomicLong();

    /**
     * Reads what is in the directory, and makes it if it is missing.
     *
     * @throws UncheckedIOException naming the file that cannot be read
     */
    public NamedLists(Path dataDir, Clock clock) {
        this.root = dataDir.resolve("lists");
        this.clock = clock;
        List<Damage> found = new ArrayList<>();
        try {
            DurableFiles.createDirectories(root);
            try (Stream<Path> paths = Files.list(root)) {
                for (Path path : paths.filter(Files::isDirectory).toList()) {
                    loadScope(path, found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        damage = List.copyOf(found);
    }

    @Inject
    NamedLists(StateConfig state, Clock clock) {
        this(state.dataDir(), clock);
    }

    @Override
    public ListLookup lookup(String scope) {
        return scope.equals(PLATFORM)
                ? (list, value) -> contains(PLATFORM, list, value)
                : (list, value) -> contains(scope, list, value) || contains(PLATFORM, list, value);
    }

    /** Whether there is such a list; it may be empty. */
    public boolean exists(String scope, String name) {
        return list(scope, name) != null;
    }

    /** The scope's lists, sorted. */
    public List<String> names(String scope) {
        ScopeLists lists = scopes.get(scope);
        return lists == null
                ? List.of()
                : lists.byName().keySet().stream().sorted().toList();
    }

    /** Empty also if there is no such list. */
    public Optional<ListEntry> entry(String scope, String name, String value) {
        NamedList list = list(scope, name);
        return list == null ? Optional.empty() : Optional.ofNullable(list.entry(value, clock));
    }

    /**
     * A page of a list's entries, in the order of their values; no entries if there is no such list. Walks over the whole
     * list, so not for an event loop or a shard.
     *
     * @param after the last value of the page before, or the empty text for the first page
     * @param limit 1 to {@link #PAGE_ENTRIES_MAX}
     * @throws IllegalArgumentException if {@code limit} is out of its range
     */
    public List<ListEntry> entries(String scope, String name, String after, int limit) {
        if (limit < 1 || limit > PAGE_ENTRIES_MAX) {
            throw new IllegalArgumentException("limit must be between 1 and " + PAGE_ENTRIES_MAX + ", not " + limit);
        }
        NamedList list = list(scope, name);
        return list == null ? List.of() : list.entries(after, limit, clock);
    }

    /**
     * Adds the entries, or gives those that are on the list their new expiry; the last one counts if a value is there
     * twice. Makes the list if there is none.
     */
    public ListWrite put(String scope, String name, Collection<ListEntry> entries) {
        ListWrite.Invalid invalid = ListRules.check(scope, name, entries);
        if (invalid != null) {
            return invalid;
        }
        Map<String, Long> expiresAtByValue = LinkedHashMap.newLinkedHashMap(entries.size());
        for (ListEntry entry : entries) {
            expiresAtByValue.put(
                    entry.value(),
                    entry.expiresAt() == null
                            ? NamedList.NEVER
                            : Long.valueOf(entry.expiresAt().toEpochMilli()));
        }
        return writing(() -> put(scope, name, expiresAtByValue));
    }

    /** Takes a value off a list. {@code false} if it was not on it. */
    public boolean remove(String scope, String name, String value) {
        return writing(() -> {
            NamedList list = list(scope, name);
            if (list == null || !list.contains(value, clock)) {
                return false;
            }
            change(list, () -> list.remove(value));
            return true;
        });
    }

    /** Removes a list with all its entries. {@code false} if there was none. */
    public boolean delete(String scope, String name) {
        return writing(() -> {
            ScopeLists lists = scopes.get(scope);
            NamedList list = list(scope, name);
            if (lists == null || list == null) {
                return false;
            }
            list.delete();
            lists.byName().remove(name);
            entriesTotal.addAndGet(-list.size());
            return true;
        });
    }

    /** What the start could not read, a file each; the rest of these files is in use. Empty when all was well. */
    public List<Damage> damage() {
        return damage;
    }

    /** Entries of all lists, with those expired ones that were not dropped yet. */
    public long entriesTotal() {
        return entriesTotal.get();
    }

    private boolean contains(String scope, String name, String value) {
        NamedList list = list(scope, name);
        return list != null && list.contains(value, clock);
    }

    private @Nullable NamedList list(String scope, String name) {
        ScopeLists lists = scopes.get(scope);
        return lists == null ? null : lists.byName().get(name);
    }

    private ListWrite put(String scope, String name, Map<String, Long> expiresAtByValue) throws IOException {
        NamedList list = list(scope, name);
        if (list == null) {
            return create(scope, name, expiresAtByValue);
        }
        if (room(list.size(), list.countNew(expiresAtByValue.keySet())) != null) {
            account(list, () -> list.dropExpired(clock));
        }
        int added = list.countNew(expiresAtByValue.keySet());
        Full full = room(list.size(), added);
        if (full != null) {
            return full;
        }
        change(list, () -> list.put(expiresAtByValue));
        return new Stored(added, expiresAtByValue.size() - added);
    }

    private ListWrite create(String scope, String name, Map<String, Long> expiresAtByValue) throws IOException {
        ScopeLists known = scopes.get(scope);
        if (known == null && scopes.size() >= SCOPES_MAX) {
            return new Full("there are lists in " + SCOPES_MAX + " scopes, which is the most");
        }
        if (known != null && known.byName().size() >= LISTS_PER_SCOPE_MAX) {
            return new Full("the scope has " + LISTS_PER_SCOPE_MAX + " lists, which is the most");
        }
        Full full = room(0, expiresAtByValue.size());
        if (full != null) {
            return full;
        }
        ScopeLists lists = known == null ? new ScopeLists(ScopeDirectory.create(root, scope)) : known;
        NamedList list = new NamedList(lists.directory().log(name));
        account(list, () -> list.create(expiresAtByValue));
        lists.byName().put(name, list);
        scopes.put(scope, lists);
        return new Stored(expiresAtByValue.size(), 0);
    }

    /** {@code null} if there is room for so many entries more. */
    private @Nullable Full room(int entriesInList, int added) {
        if (entriesInList + added > ENTRIES_PER_LIST_MAX) {
            return new Full("the list would have more than " + ENTRIES_PER_LIST_MAX + " entries");
        }
        return entriesTotal.get() + added > ENTRIES_MAX
                ? new Full("all lists together would have more than " + ENTRIES_MAX + " entries")
                : null;
    }

    private void change(NamedList list, Write write) throws IOException {
        account(list, () -> {
            write.run();
            tidy(list);
        });
    }

    private void tidy(NamedList list) {
        try {
            list.tidy(clock);
        } catch (IOException e) {
            // Nothing is lost: only the log stays long, and the next look tries again.
            LOG.warnf(e, "%s could not be made anew", list.log().path());
        }
    }

    private void account(NamedList list, Write write) throws IOException {
        int before = list.size();
        try {
            write.run();
        } finally {
            entriesTotal.addAndGet(list.size() - before);
        }
    }

    private <T> T writing(Writing<T> work) {
        writing.lock();
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    private void loadScope(Path path, List<Damage> found) throws IOException {
        ScopeDirectory directory = ScopeDirectory.open(path);
        if (directory == null) {
            return;
        }
        ScopeLists lists = new ScopeLists(directory);
        for (String name : directory.names()) {
            NamedList list = new NamedList(directory.log(name));
            change(list, list::load);
            lists.byName().put(name, list);
            String damaged = list.log().damage();
            if (damaged != null) {
                found.add(new Damage(list.log().path(), damaged));
                // The path is ours: ScopeName leaves nothing in it that a log could stumble over.
                LOG.warnf("%s: %s", list.log().path(), damaged);
            }
        }
        scopes.put(directory.scope(), lists);
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    @FunctionalInterface
    private interface Writing<T> {
        T run() throws IOException;
    }
}
