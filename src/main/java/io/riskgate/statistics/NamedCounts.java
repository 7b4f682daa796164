package io.riskgate.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Counts by name. Made for few names, which are looked through one by one: so counting a known name allocates nothing, and whoever
 * reads while one thread counts sees each name once, and maybe the last counts not yet.
 */
final class NamedCounts {

    private final int namesMax;
    private @Nullable Named first;
    private int names;
    private long other;

    private static final class Named {

        private final String name;
        private final @Nullable Named next;
        private long count;

        Named(String name, @Nullable Named next) {
            this.name = name;
            this.next = next;
        }
    }

    /** @param namesMax beyond, what has another name is counted as other */
    NamedCounts(int namesMax) {
        this.namesMax = namesMax;
    }

    void count(String name) {
        Named found = first;
        while (found != null && !found.name.equals(name)) {
            found = found.next;
        }
        if (found != null) {
            found.count++;
        } else if (names < namesMax) {
            Named added = new Named(name, first);
            added.count = 1;
            first = added;
            names++;
        } else {
            other++;
        }
    }

    int names() {
        return names;
    }

    /** Of names that came when there were enough. */
    long other() {
        return other;
    }

    /** Takes a name and how often it was counted. */
    interface CountConsumer {
        void accept(String name, long count);
    }

    void forEach(CountConsumer consumer) {
        for (Named named = first; named != null; named = named.next) {
            consumer.accept(named.name, named.count);
        }
    }
}
