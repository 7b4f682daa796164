package io.riskgate.lists;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The named lists of the platform ({@code platform}) and of each merchant, in memory and kept somewhere.
 *
 * <p>Thread-safe. Reading never blocks and takes no lock. Writing blocks until the medium has it, and is not for an event
 * loop or a shard; it throws {@link java.io.UncheckedIOException} if the medium fails.
 *
 * <p>Beyond a limit nothing is stored, and the answer says so: {@link #ENTRIES_PER_CALL_MAX}, {@link
 * #ENTRIES_PER_LIST_MAX}, {@link #ENTRIES_MAX}, {@link #LISTS_PER_SCOPE_MAX}, {@link #SCOPES_MAX}, and what entries take of
 * the heap. That is about 120 bytes each and one or two for each character of the value, so up to 632. All lists may take what the
 * constructor is told, those of a merchant a quarter of it.
 */
public abstract class NamedLists implements ListLookups {

    static final String PLATFORM = "platform";
    public static final int ENTRIES_PER_CALL_MAX = 100_000;
    public static final int ENTRIES_PER_LIST_MAX = 1_000_000;
    public static final int ENTRIES_MAX = 5_000_000;
    public static final int LISTS_PER_SCOPE_MAX = 1_000;
    public static final int SCOPES_MAX = 100_000;

    /**
     * What the entries of lists that nodes share may take of each node's heap, whatever heap that is: a node that let in more since it
     * has more would fill its neighbours'. A quarter of the 2 GiB that {@code ./riskgate serve} gives.
     */
    public static final long SHARED_BYTES_MAX = 512L * 1024 * 1024;

    /** What {@link #entries} gives at most. */
    public static final int PAGE_ENTRIES_MAX = 10_000;

    private final Clock clock;

    NamedLists(Clock clock) {
        this.clock = clock;
    }

    final Clock clock() {
        return clock;
    }

    /** What the entries of one node's own lists may take of its heap: a quarter. */
    public static long bytesMaxOfHeap() {
        return Runtime.getRuntime().maxMemory() / 4;
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
    public abstract List<String> names(String scope);

    /** {@code null} if there is no such list. */
    abstract @Nullable ListEntries list(String scope, String name);

    /** Empty also if there is no such list. */
    public Optional<ListEntry> entry(String scope, String name, String value) {
        ListEntries list = list(scope, name);
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
        ListEntries list = list(scope, name);
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
                            ? ListEntries.NEVER
                            : Long.valueOf(entry.expiresAt().toEpochMilli()));
        }
        return put(scope, name, expiresAtByValue);
    }

    /** @param expiresAtByValue checked, in milliseconds */
    abstract ListWrite put(String scope, String name, Map<String, Long> expiresAtByValue);

    /** Takes a value off a list. {@code false} if it was not on it. */
    public abstract boolean remove(String scope, String name, String value);

    /** Removes a list with all its entries. {@code false} if there was none. */
    public abstract boolean delete(String scope, String name);

    /** Entries of all lists, with those expired ones that were not dropped yet. */
    public abstract long entriesTotal();

    /** What these take of the heap, as it is estimated. */
    public abstract long bytesTotal();

    private boolean contains(String scope, String name, String value) {
        ListEntries list = list(scope, name);
        return list != null && list.contains(value, clock);
    }
}
