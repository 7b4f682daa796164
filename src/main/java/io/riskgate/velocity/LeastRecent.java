package io.riskgate.velocity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by key with a bound on their number and one on their weight together; beyond either, the value longest not
 * touched is forgotten. Looking does not touch, so that the order depends on what was counted alone, not on what was
 * asked. For one thread; never blocks.
 */
final class LeastRecent<K, V> {

    /** Room from the start, since growing a large table takes milliseconds, which are a decision's. */
    private static final int ENTRIES_AT_FIRST_MAX = 1 << 17;

    private final SequencedMap<K, V> values;
    private final int entriesMax;
    private final long weightMax;
    private long weight;

    LeastRecent(int entriesMax, long weightMax) {
        this.entriesMax = entriesMax;
        values = roomFor(Math.min(entriesMax, ENTRIES_AT_FIRST_MAX));
        this.weightMax = weightMax;
    }

    /** A map whose table is made already: it would be made when the first entry is put. */
    @SuppressWarnings("NullAway") // the entry is gone before anyone sees it
    private static <K, V> SequencedMap<K, V> roomFor(int entries) {
        SequencedMap<K, V> map = LinkedHashMap.newLinkedHashMap(entries);
        map.put(null, null);
        map.remove(null);
        return map;
    }

    @Nullable
    V get(K key) {
        return values.get(key);
    }

    /** Adds the value or makes it the most recent; it is {@code grownBy} heavier than when it was last touched. */
    void touch(K key, V value, int grownBy) {
        values.putLast(key, value);
        weight += grownBy;
    }

    /** Forgets the value longest not touched, until both bounds hold. */
    void forgetBeyondBounds(Weight<V> weightOf) {
        while (values.size() > entriesMax || weight > weightMax) {
            Map.Entry<K, V> eldest = values.pollFirstEntry();
            weight -= weightOf.of(eldest.getValue());
        }
    }

    int entries() {
        return values.size();
    }

    long weight() {
        return weight;
    }

    @FunctionalInterface
    interface Weight<V> {
        int of(V value);
    }
}
