package io.riskgate.lists;

import io.riskgate.store.Follower;
import io.riskgate.store.StoreUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The lists that several nodes share, mirrored in this node's memory. A write goes to the shared store, and memory follows in
 * the order in which all nodes' changes happened there; it returns when it is in this node's memory too. A thread follows what
 * others change.
 */
public final class SharedLists extends NamedLists {

    private static final Logger LOG = Logger.getLogger(SharedLists.class);
    private static final long DROP_EVERY_MILLIS = 60_000;

    private final SharedListStore store;
    private final ReentrantLock following = new ReentrantLock();
    private final Follower follower;
    private volatile Map<String, Map<String, ListEntries>> scopes = new ConcurrentHashMap<>();

    /** Under the lock. */
    private SharedListStore.Position position = SharedListStore.Position.START;

    private long droppedAtMillis;

    /**
     * Reads all lists, and begins to follow. Blocks.
     *
     * @throws StoreUnavailableException if the store cannot be reached
     */
    public SharedLists(SharedListStore store, Clock clock) {
        super(clock);
        this.store = store;
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
        ListWrite write = store.put(scope, name, expiresAtByValue, clock().millis());
        followIfReachable();
        return write;
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
        scopes = loaded;
    }

    private ListEntries load(String scope, String name) {
        ListEntries list = new ListEntries();
        store.entries(scope, name, list.entries::put);
        return list;
    }

    private void apply(ListChange change) {
        Map<String, ListEntries> lists = of(scopes, change.scope());
        switch (change) {
            case ListChange.Put put ->
                lists.computeIfAbsent(put.name(), name -> new ListEntries())
                        .entries
                        .putAll(put.expiresAtByValue());
            case ListChange.Remove remove -> {
                ListEntries list = lists.get(remove.name());
                if (list != null) {
                    list.entries.remove(remove.value());
                }
            }
            case ListChange.Delete delete -> {
                lists.remove(delete.name());
                if (lists.isEmpty()) {
                    scopes.remove(delete.scope());
                }
            }
        }
    }

    private static Map<String, ListEntries> of(Map<String, Map<String, ListEntries>> scopes, String scope) {
        return scopes.computeIfAbsent(scope, unknown -> new ConcurrentHashMap<>());
    }

    private void dropExpired() {
        long nowMillis = clock().millis();
        if (nowMillis - droppedAtMillis >= DROP_EVERY_MILLIS) {
            droppedAtMillis = nowMillis;
            scopes.values().forEach(lists -> lists.values().forEach(list -> list.dropExpired(clock())));
        }
    }

    /** Ends the following; what is in memory can still be read. */
    public void stop() throws InterruptedException {
        follower.stop();
    }
}
