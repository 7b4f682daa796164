package io.riskgate.velocity;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Entries by 128-bit key, with a bound on their number and one on their weight together; beyond either, the entry longest not
 * touched is forgotten. Finding does not touch, so that the order depends on what was counted alone, not on what was
 * asked. For one thread; never blocks.
 *
 * <p>Millions of entries live for days, and most hold four numbers. They lie in arrays of numbers, a cache line for each, so that a
 * collection of garbage neither marks nor moves them one by one. An entry that outgrows its four numbers gets an object, which then
 * stands for it.
 *
 * @param <T> what stands for an entry that has outgrown its numbers
 */
final class LeastRecent<T> {

    /** No entry. */
    static final int NONE = 0;

    /** How many numbers an entry holds. */
    static final int NUMBERS = 4;

    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int FIRST_NUMBER = 2;

    /** The next entry of the same bucket, or the next free one; and the entry's mark. */
    private static final int NEXT_AND_MARK = 6;

    /** The entries touched before and after. */
    private static final int OLDER_AND_NEWER = 7;

    private static final int WORDS = 8;
    private static final int WORDS_SHIFT = 3;

    /** 128 KiB: small enough to be made within a decision. */
    private static final int BLOCK_SHIFT = 11;

    private static final int BLOCK_ENTRIES = 1 << BLOCK_SHIFT;
    private static final int BLOCK_MASK = BLOCK_ENTRIES - 1;

    private final int entriesMax;
    private final long weightMax;

    /** Of its full size from the start, since growing a large table takes milliseconds, which are a decision's. */
    private final int[] buckets;

    private long[][] blocks = new long[1][];
    private Object[][] objects = new Object[1][];

    /** Entry 0 is none: its neighbours are the oldest and the newest. */
    private int used = 1;

    private int free = NONE;
    private int entries;
    private long weight;

    /**
     * No entries.
     *
     * @param entriesMax at least 1
     * @param weightMax at least what one entry weighs
     */
    LeastRecent(int entriesMax, long weightMax) {
        this.entriesMax = entriesMax;
        this.weightMax = weightMax;
        buckets = new int[Integer.highestOneBit(Math.min(entriesMax, 1 << 29)) * 2];
        makeBlock(0);
    }

    /** The entry of the key, or {@link #NONE}. */
    int find(long high, long low) {
        int entry = buckets[bucket(low)];
        while (entry != NONE && (word(entry, LOW) != low || word(entry, HIGH) != high)) {
            entry = upper(word(entry, NEXT_AND_MARK));
        }
        return entry;
    }

    /** A new entry of the key that has none, the most recent, with a weight of 1. Its numbers are to be set. */
    int add(long high, long low) {
        int entry = free;
        if (entry == NONE) {
            entry = used++;
            makeBlock(entry >>> BLOCK_SHIFT);
        } else {
            free = upper(word(entry, NEXT_AND_MARK));
        }
        set(entry, HIGH, high);
        set(entry, LOW, low);
        int bucket = bucket(low);
        set(entry, NEXT_AND_MARK, both(buckets[bucket], 0));
        buckets[bucket] = entry;
        linkAsNewest(entry);
        entries++;
        weight++;
        return entry;
    }

    /** Makes the entry the most recent. */
    void touch(int entry) {
        if (lower(word(entry, OLDER_AND_NEWER)) != NONE) {
            unlink(entry);
            linkAsNewest(entry);
        }
    }

    /** Where the entry's numbers are: in this array, beginning at {@link #at}. */
    long[] block(int entry) {
        return blocks[entry >>> BLOCK_SHIFT];
    }

    /** See {@link #block}. */
    int at(int entry) {
        return ((entry & BLOCK_MASK) << WORDS_SHIFT) + FIRST_NUMBER;
    }

    /** A number beside the others, 0 at first. */
    int mark(int entry) {
        return lower(word(entry, NEXT_AND_MARK));
    }

    void setMark(int entry, int mark) {
        set(entry, NEXT_AND_MARK, both(upper(word(entry, NEXT_AND_MARK)), mark));
    }

    /** What stands for the entry, or {@code null} while its numbers do. */
    @SuppressWarnings("unchecked") // only a T is put there
    @Nullable
    T object(int entry) {
        return (T) objects[entry >>> BLOCK_SHIFT][entry & BLOCK_MASK];
    }

    void setObject(int entry, T object) {
        objects[entry >>> BLOCK_SHIFT][entry & BLOCK_MASK] = object;
    }

    /** Notes that an entry is heavier by so much. */
    void weighs(int more) {
        weight += more;
    }

    /** Forgets the entry longest not touched, until both bounds hold; {@code weightOf} that of an object. */
    void forgetBeyondBounds(ToIntFunction<T> weightOf) {
        while (entries > entriesMax || weight > weightMax) {
            int oldest = lower(word(NONE, OLDER_AND_NEWER));
            T object = object(oldest);
            weight -= object == null ? 1 : weightOf.applyAsInt(object);
            forget(oldest);
        }
    }

    int entries() {
        return entries;
    }

    long weight() {
        return weight;
    }

    @SuppressWarnings("NullAway") // an empty place
    private void forget(int entry) {
        int bucket = bucket(word(entry, LOW));
        int next = upper(word(entry, NEXT_AND_MARK));
        if (buckets[bucket] == entry) {
            buckets[bucket] = next;
        } else {
            int before = buckets[bucket];
            while (upper(word(before, NEXT_AND_MARK)) != entry) {
                before = upper(word(before, NEXT_AND_MARK));
            }
            set(before, NEXT_AND_MARK, both(next, mark(before)));
        }
        unlink(entry);
        objects[entry >>> BLOCK_SHIFT][entry & BLOCK_MASK] = null;
        set(entry, NEXT_AND_MARK, both(free, 0));
        free = entry;
        entries--;
    }

    private void linkAsNewest(int entry) {
        link(upper(word(NONE, OLDER_AND_NEWER)), entry);
        link(entry, NONE);
    }

    private void unlink(int entry) {
        long neighbours = word(entry, OLDER_AND_NEWER);
        link(upper(neighbours), lower(neighbours));
    }

    /** Makes two entries neighbours. */
    private void link(int older, int newer) {
        set(older, OLDER_AND_NEWER, both(upper(word(older, OLDER_AND_NEWER)), newer));
        set(newer, OLDER_AND_NEWER, both(older, lower(word(newer, OLDER_AND_NEWER))));
    }

    private void makeBlock(int block) {
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
            objects = Arrays.copyOf(objects, 2 * block);
        }
        if (blocks[block] == null) {
            blocks[block] = new long[BLOCK_ENTRIES * WORDS];
            objects[block] = new Object[BLOCK_ENTRIES];
        }
    }

    private int bucket(long low) {
        return (int) low & (buckets.length - 1);
    }

    private long word(int entry, int word) {
        return blocks[entry >>> BLOCK_SHIFT][((entry & BLOCK_MASK) << WORDS_SHIFT) + word];
    }

    private void set(int entry, int word, long value) {
        blocks[entry >>> BLOCK_SHIFT][((entry & BLOCK_MASK) << WORDS_SHIFT) + word] = value;
    }

    private static long both(int upper, int lower) {
        return ((long) upper << Integer.SIZE) | Integer.toUnsignedLong(lower);
    }

    private static int upper(long both) {
        return (int) (both >>> Integer.SIZE);
    }

    private static int lower(long both) {
        return (int) both;
    }
}
