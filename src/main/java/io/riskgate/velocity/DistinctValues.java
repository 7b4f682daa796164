package io.riskgate.velocity;

import java.util.Arrays;

/**
 * The different values that one group had over 30 days, each as a 128-bit hash with the times at which it was first and last seen, in
 * order of the last. For one thread; never blocks.
 *
 * <p>Exact for checkouts in order, up to a number of values. Beyond it the value longest unseen is forgotten, so that the
 * answer stays at that number. A reader that is late finds every value that had been seen by then and was seen again
 * after its window began, so its answer may be too high, never too low.
 */
final class DistinctValues {

    /** What was last seen longer ago than this, from the newest checkout, is forgotten. */
    static final long REACH_MILLIS = Window.DAYS_30.millis();

    static final int LAST = 1;

    private static final int FIRST = 0;
    private static final int HIGH = 2;
    private static final int LOW = 3;
    private static final int LONGS = 4;

    private final int valuesMax;
    private long[] values;
    private int size = 1;

    /** One value, as it was begun in the array from {@code at} on. */
    DistinctValues(int valuesMax, long[] one, int at) {
        this.valuesMax = valuesMax;
        values = Arrays.copyOfRange(one, at, at + LONGS);
    }

    /** A value that was seen once, written into the array from {@code at} on. */
    static void begin(long[] values, int at, long high, long low, long atMillis) {
        values[at + FIRST] = atMillis;
        values[at + LAST] = atMillis;
        values[at + HIGH] = high;
        values[at + LOW] = low;
    }

    /** Whether what begins at {@code at} is that value. */
    static boolean is(long[] values, int at, long high, long low) {
        return values[at + LOW] == low && values[at + HIGH] == high;
    }

    /** Notes that the value that begins at {@code at} was seen again. */
    static void see(long[] values, int at, long atMillis) {
        values[at + FIRST] = Math.min(values[at + FIRST], atMillis);
        values[at + LAST] = Math.max(values[at + LAST], atMillis);
    }

    /** Whether the window that ends at a time has the value that begins at {@code at}. */
    static boolean isIn(long[] values, int at, long atMillis, long windowMillis) {
        return values[at + LAST] > atMillis - windowMillis && values[at + FIRST] <= atMillis;
    }

    /**
     * Notes that a value was seen; ignores one seen 30 days before the newest.
     *
     * @return the values that there is memory for now, less those before
     */
    int add(long high, long low, long atMillis) {
        if (size > 0 && atMillis <= lastMillis(size - 1) - REACH_MILLIS) {
            return 0;
        }
        int before = capacity();
        int known = indexOf(high, low);
        if (known >= 0) {
            see(values, known * LONGS, atMillis);
            moveUp(known);
        } else {
            insert(high, low, atMillis);
        }
        return capacity() - before;
    }

    long count(long atMillis, long windowMillis) {
        long count = 0;
        for (int i = size - 1; i >= 0 && lastMillis(i) > atMillis - windowMillis; i--) {
            if (isIn(values, i * LONGS, atMillis, windowMillis)) {
                count++;
            }
        }
        return count;
    }

    /** Whether {@link #count} counts that value. */
    boolean has(long high, long low, long atMillis, long windowMillis) {
        int known = indexOf(high, low);
        return known >= 0 && isIn(values, known * LONGS, atMillis, windowMillis);
    }

    /** Values that there is memory for. */
    int capacity() {
        return values.length / LONGS;
    }

    private int indexOf(long high, long low) {
        int i = size - 1;
        while (i >= 0 && !is(values, i * LONGS, high, low)) {
            i--;
        }
        return i;
    }

    /** Puts a value that was seen into its place in the order. */
    private void moveUp(int known) {
        int place = known;
        while (place + 1 < size && lastMillis(place + 1) <= lastMillis(known)) {
            place++;
        }
        if (place > known) {
            long[] value = Arrays.copyOfRange(values, known * LONGS, (known + 1) * LONGS);
            move(known + 1, known, place - known);
            System.arraycopy(value, 0, values, place * LONGS, LONGS);
        }
    }

    private void insert(long high, long low, long atMillis) {
        if (size == capacity()) {
            makeRoom(atMillis);
        }
        int place = size;
        while (place > 0 && lastMillis(place - 1) > atMillis) {
            place--;
        }
        if (size < valuesMax) {
            move(place, place + 1, size - place);
            begin(values, place * LONGS, high, low, atMillis);
            size++;
        } else if (place > 0) {
            move(1, 0, place - 1);
            begin(values, (place - 1) * LONGS, high, low, atMillis);
        }
    }

    private void makeRoom(long atMillis) {
        long newest = Math.max(lastMillis(size - 1), atMillis);
        int expired = 0;
        while (expired < size && lastMillis(expired) <= newest - REACH_MILLIS) {
            expired++;
        }
        move(expired, 0, size - expired);
        size -= expired;
        if (size == capacity() && size < valuesMax) {
            values = Arrays.copyOf(values, Math.min(2 * size, valuesMax) * LONGS);
        }
    }

    private long lastMillis(int value) {
        return values[value * LONGS + LAST];
    }

    private void move(int from, int to, int length) {
        System.arraycopy(values, from * LONGS, values, to * LONGS, length * LONGS);
    }
}
