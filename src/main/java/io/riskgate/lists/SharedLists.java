package io.riskgate.lists;

import io.riskgate.lists.ListWrite.Full;
import io.riskgate.store.Follower;
import io.riskgate.store.StoreUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The lists that several nodes share, mirrored in this node's memory. A write goes to the shared store, and memory follows in
 * the order in which all nodes' changes happened there; it returns when it is in this node's memory too. A thread follows what
 * others change.
 *
 * <p>What they take of the heap each node adds up by itself, of what it has in memory. So what several nodes put at the same moment may together
 * go beyond that limit, by a call of each but one.
 */
public final class SharedLists extends NamedLists {

    private static final Logger LOG = Logger.getLogger(SharedLists.class);
    private static final long DROP_EVERY_MILLIS = 60_000;

    private final SharedListStore store;
    private final ReentrantLock following = new ReentrantLock();
    private final Follower follower;
    private final ListMemory memory;
    private volatile Map<String, Map<String, ListEntries>> scopes = new ConcurrentHashMap<>();

    /** Changed under the lock, as the lists are. */
    private SharedListStore.Position position = SharedListStore.Position.START;

    private long droppedAtMillis;

    /**
     * Reads all lists, and begins to follow. Blocks.
     *
     * @param bytesMax what all entries may take of the heap, as it is estimated, the same on all nodes; those that are there already are
     *     read even if they take more
     * @throws StoreUnavailableException if the store cannot be reached
     */
    public SharedLists(SharedListStore store, Clock clock, long bytesMax) {
        super(clock);
        this.store = store;
        this.memory = new ListMemory(bytesMax);
        this.follower = new Follower("lists", this::follow, () -> {}, store::awaitPublication);
        follow();
        follower.start();
    }

    @Override
    public boolean isStale() {
        return follower.isAway();
    }

    @Override
    public List<String> names(String scope) {
        return scopes.getOrDefault(scope, Map.of()).keySet().stream().sorted().toList();
    }

    @Override
    @Nullable
    ListEntries list(String scope, String name) {
        Map<String, ListEntries> lists = scopes.get(scope);
        return lists == null ? null : lists.get(name);
    }

    @Override
    ListWrite put(String scope, String name, Map<String, Long> expiresAtByValue) {
        long bytes = newBytes(scope, name, expiresAtByValue);
        Full full = memory.take(scope, bytes);
        if (full != null) {
            // There may be room now: something has expired, or another node has removed it.
            followIfReachable();
            bytes = newBytes(scope, name, expiresAtByValue);
            full = memory.take(scope, bytes);
        }
        if (full != null) {
            return full;
        }
        try {
            ListWrite write = store.put(scope, name, expiresAtByValue, clock().millis());
            followIfReachable();
            return write;
        } finally {
            // Only kept free meanwhile: what was stored has been counted as its change came back.
            memory.add(scope, -bytes);
        }
    }

    private long newBytes(String scope, String name, Map<String, Long> expiresAtByValue) {
        ListEntries list = list(scope, name);
        return (list == null ? new ListEntries() : list)
                .growth(expiresAtByValue.keySet())
                .bytes();
    }

    @Override
    public boolean remove(String scope, String name, String value) {
        boolean removed = store.remove(scope, name, value, clock().millis());
        followIfReachable();
        return removed;
    }

    @Override
    public boolean delete(String scope, String name) {
        boolean deleted = store.delete(scope, name);
        followIfReachable();
        return deleted;
    }

    @Override
    public long entriesTotal() {
        return scopes.values().stream()
                .flatMap(lists -> lists.values().stream())
                .mapToLong(ListEntries::size)
                .sum();
    }

    @Override
    public long bytesTotal() {
        return memory.bytes();
    }

    /** What was written is written; memory follows when the store is back. */
    private void followIfReachable() {
        try {
            follow();
        } catch (StoreUnavailableException later) {
            // The follower's thread meets it as well, and says so.
        }
    }

    private void follow() {
        following.lock();
        try {
            SharedListStore.Position before;
            do {
                before = position;
                SharedListStore.Changes changes = store.changesSince(before);
                if (changes.changes() != null) {
                    changes.changes().forEach(this::apply);
                } else if (changes.position().equals(SharedListStore.Position.START)) {
                    LOG.error("The shared store has lost all lists; this node keeps those that it has for now");
                } else {
                    loadAll();
                }
                position = changes.position();
            } while (!position.equals(before));
            dropExpired();
        } finally {
            following.unlock();
        }
    }

    private void loadAll() {
        Map<String, Map<String, ListEntries>> loaded = new ConcurrentHashMap<>();
        store.lists((scope, name) -> of(loaded, scope).put(name, load(scope, name)));
        each(scopes, (scope, list) -> memory.add(scope, -list.bytes()));
        each(loaded, (scope, list) -> memory.add(scope, list.bytes()));
        scopes = loaded;
    }

    private static void each(Map<String, Map<String, ListEntries>> scopes, BiConsumer<String, ListEntries> work) {
        scopes.forEach((scope, lists) -> lists.values().forEach(list -> work.accept(scope, list)));
    }

    private ListEntries load(String scope, String name) {
        ListEntries list = new ListEntries();
        store.entries(scope, name, list::keep);
        return list;
    }

    private void apply(ListChange change) {
        Map<String, ListEntries> lists = of(scopes, change.scope());
        switch (change) {
            case ListChange.Put put -> {
                ListEntries list = lists.computeIfAbsent(put.name(), name -> new ListEntries());
                account(put.scope(), list, () -> put.expiresAtByValue().forEach(list::keep));
            }
            case ListChange.Remove remove -> {
                ListEntries list = lists.get(remove.name());
                if (list != null) {
                    account(remove.scope(), list, () -> list.forget(remove.value()));
                }
            }
            case ListChange.Delete delete -> {
                ListEntries deleted = lists.remove(delete.name());
                if (deleted != null) {
                    memory.add(delete.scope(), -deleted.bytes());
                }
                if (lists.isEmpty()) {
                    scopes.remove(delete.scope());
                }
            }
        }
    }

    private void account(String scope, ListEntries list, Runnable change) {
        long before = list.bytes();
        change.run();
        memory.add(scope, list.bytes() - before);
    }

    private static Map<String, ListEntries> of(Map<String, Map<String, ListEntries>> scopes, String scope) {
        return scopes.computeIfAbsent(scope, unknown -> new ConcurrentHashMap<>());
    }

    private void dropExpired() {
        long nowMillis = clock().millis();
        if (nowMillis - droppedAtMillis >= DROP_EVERY_MILLIS) {
            droppedAtMillis = nowMillis;
            each(scopes, (scope, list) -> account(scope, list, () -> list.dropExpired(clock())));
        }
    }

    /** Ends the following; what is in memory can still be read. */
    public void stop() throws InterruptedException {
        follower.stop();
    }
}
