package io.riskgate.lists;

import io.riskgate.lists.ListEntries.Growth;
import io.riskgate.lists.ListWrite.Full;
import io.riskgate.lists.ListWrite.Stored;
import io.riskgate.store.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The lists of one node, in memory and durable: {@code <data-dir>/lists/<scope>/} has {@code <name>.jsonl} ({@link ListLog})
 * for each list and, since the directory's name is escaped, {@code scope.json}.
 *
 * <p>Writing blocks until the disk has it, one write at a time; if the medium fails, the list is as it was. While a write is
 * under way, a reader may see a part of it. A crash during one may leave its first part.
 */
public final class FileLists extends NamedLists {

    private static final Logger LOG = Logger.getLogger(FileLists.class);

    private record ScopeLists(ScopeDirectory directory, Map<String, NamedList> byName) {

        ScopeLists(ScopeDirectory directory) {
            this(directory, new ConcurrentHashMap<>());
        }
    }

    /** What of a list's file could not be used when it was read. */
    public record Damage(Path file, String what) {}

    private final Path root;
    private final Map<String, ScopeLists> scopes = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Damage> damage;
    private final AtomicLong entriesTotal = new AtomicLong();
    private final ListMemory memory;

    /**
     * Reads what is in the directory, and makes it if it is missing.
     *
     * @param bytesMax what all entries may take of the heap, as it is estimated; those that are there already are read even if they take more
     * @throws UncheckedIOException naming the file that cannot be read
     */
    public FileLists(Path dataDir, Clock clock, long bytesMax) {
        super(clock);
        this.memory = new ListMemory(bytesMax);
        this.root = dataDir.resolve("lists");
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

    @Override
    public List<String> names(String scope) {
        ScopeLists lists = scopes.get(scope);
        return lists == null
                ? List.of()
                : lists.byName().keySet().stream().sorted().toList();
    }

    @Override
    @Nullable
    NamedList list(String scope, String name) {
        ScopeLists lists = scopes.get(scope);
        return lists == null ? null : lists.byName().get(name);
    }

    @Override
    ListWrite put(String scope, String name, Map<String, Long> expiresAtByValue) {
        return writing(() -> putNow(scope, name, expiresAtByValue));
    }

    @Override
    public boolean remove(String scope, String name, String value) {
        return writing(() -> {
            NamedList list = list(scope, name);
            if (list == null || !list.contains(value, clock())) {
                return false;
            }
            change(scope, list, () -> list.remove(value));
            return true;
        });
    }

    @Override
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
            memory.add(scope, -list.bytes());
            return true;
        });
    }

    /** What the start could not read, a file each; the rest of these files is in use. Empty when all was well. */
    public List<Damage> damage() {
        return damage;
    }

    @Override
    public long entriesTotal() {
        return entriesTotal.get();
    }

    @Override
    public long bytesTotal() {
        return memory.bytes();
    }

    private ListWrite putNow(String scope, String name, Map<String, Long> expiresAtByValue) throws IOException {
        NamedList list = list(scope, name);
        if (list == null) {
            return create(scope, name, expiresAtByValue);
        }
        Growth growth = list.growth(expiresAtByValue.keySet());
        if (room(scope, list.size(), growth) != null) {
            account(scope, list, () -> list.dropExpired(clock()));
            growth = list.growth(expiresAtByValue.keySet());
        }
        Full full = room(scope, list.size(), growth);
        if (full != null) {
            return full;
        }
        change(scope, list, () -> list.put(expiresAtByValue));
        return new Stored(growth.entries(), expiresAtByValue.size() - growth.entries());
    }

    private ListWrite create(String scope, String name, Map<String, Long> expiresAtByValue) throws IOException {
        ScopeLists known = scopes.get(scope);
        if (known == null && scopes.size() >= SCOPES_MAX) {
            return Full.scopes();
        }
        if (known != null && known.byName().size() >= LISTS_PER_SCOPE_MAX) {
            return Full.lists();
        }
        Full full = room(scope, 0, new ListEntries().growth(expiresAtByValue.keySet()));
        if (full != null) {
            return full;
        }
        ScopeLists lists = known == null ? new ScopeLists(ScopeDirectory.create(root, scope)) : known;
        NamedList list = new NamedList(lists.directory().log(name));
        account(scope, list, () -> list.create(expiresAtByValue));
        lists.byName().put(name, list);
        scopes.put(scope, lists);
        return new Stored(expiresAtByValue.size(), 0);
    }

    /** {@code null} if there is room for so much more. */
    private @Nullable Full room(String scope, int entriesInList, Growth growth) {
        if (entriesInList + growth.entries() > ENTRIES_PER_LIST_MAX) {
            return Full.list();
        }
        return entriesTotal.get() + growth.entries() > ENTRIES_MAX ? Full.total() : memory.room(scope, growth.bytes());
    }

    private void change(String scope, NamedList list, Write write) throws IOException {
        account(scope, list, () -> {
            write.run();
            tidy(list);
        });
    }

    private void tidy(NamedList list) {
        try {
            list.tidy(clock());
        } catch (IOException e) {
            // Nothing is lost: only the log stays long, and the next look tries again.
            LOG.warnf(e, "%s could not be made anew", list.log().path());
        }
    }

    private void account(String scope, NamedList list, Write write) throws IOException {
        int entriesBefore = list.size();
        long bytesBefore = list.bytes();
        try {
            write.run();
        } finally {
            entriesTotal.addAndGet(list.size() - entriesBefore);
            memory.add(scope, list.bytes() - bytesBefore);
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
            change(directory.scope(), list, list::load);
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
