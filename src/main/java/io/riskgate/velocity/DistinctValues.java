package io.riskgate.velocity;

import java.util.Arrays;

/**
 * The different values that one group had over 30 days, each with the times at which it was first and last seen, in
 * order of the last. For one thread; never blocks.
 *
 * <p>Exact for checkouts in order, up to a number of values. Beyond it the value longest unseen is forgotten, so that the
 * answer stays at that number. A reader that is late finds every value that had been seen by then and was seen again
 * after its window began, so its answer may be too high, never too low.
 */
final class DistinctValues {

    /** What was last seen longer ago than this, from the newest checkout, is forgotten. */
    private static final long REACH_MILLIS = Window.DAYS_30.millis();

    private final int valuesMax;
    private String[] values = new String[1];

    /** Of the values, side by side, since looking for one is the hot part and most are not the one. */
    private int[] hashes = new int[1];

    private long[] firstMillis = new long[1];
    private long[] lastMillis = new long[1];
    private int size;

    DistinctValues(int valuesMax) {
        this.valuesMax = valuesMax;
    }

    /**
     * Notes that a value was seen; ignores one seen 30 days before the newest.
     *
     * @return the values that there is memory for now, less those before
     */
    int add(String value, long atMillis) {
        if (size > 0 && atMillis <= lastMillis[size - 1] - REACH_MILLIS) {
            return 0;
        }
        int before = capacity();
        int known = indexOf(value);
        if (known >= 0) {
            see(known, atMillis);
        } else {
            insert(value, atMillis);
        }
        return capacity() - before;
    }

    long count(long atMillis, long windowMillis) {
        long count = 0;
        for (int i = size - 1; i >= 0 && lastMillis[i] > atMillis - windowMillis; i--) {
            if (firstMillis[i] <= atMillis) {
                count++;
            }
        }
        return count;
    }

    /** Whether {@link #count} counts that value. */
    boolean has(String value, long atMillis, long windowMillis) {
        int known = indexOf(value);
        return known >= 0 && lastMillis[known] > atMillis - windowMillis && firstMillis[known] <= atMillis;
    }

    /** Values that there is memory for. */
    int capacity() {
        return values.length;
    }

    private int indexOf(String value) {
        int hash = value.hashCode();
        for (int i = size - 1; i >= 0; i--) {
            if (hashes[i] == hash && values[i].equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private void see(int known, long atMillis) {
        long first = Math.min(firstMillis[known], atMillis);
        long last = Math.max(lastMillis[known], atMillis);
        int place = known;
        while (place + 1 < size && lastMillis[place + 1] <= last) {
            place++;
        }
        String value = values[known];
        move(known + 1, known, place - known);
        set(place, value, first, last);
    }

    private void insert(String value, long atMillis) {
        if (size == capacity()) {
            makeRoom(atMillis);
        }
        int place = size;
        while (place > 0 && lastMillis[place - 1] > atMillis) {
            place--;
        }
        if (size < valuesMax) {
            move(place, place + 1, size - place);
            set(place, value, atMillis, atMillis);
            size++;
        } else if (place > 0) {
            move(1, 0, place - 1);
            set(place - 1, value, atMillis, atMillis);
        }
    }

    private void makeRoom(long atMillis) {
        long newest = Math.max(lastMillis[size - 1], atMillis);
        int expired = 0;
        while (expired < size && lastMillis[expired] <= newest - REACH_MILLIS) {
            expired++;
        }
        move(expired, 0, size - expired);
        Arrays.fill(values, size - expired, size, null);
        size -= expired;
        if (size == capacity() && size < valuesMax) {
            int capacity = Math.min(2 * size, valuesMax);
            values = Arrays.copyOf(values, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
            firstMillis = Arrays.copyOf(firstMillis, capacity);
            lastMillis = Arrays.copyOf(lastMillis, capacity);
        }
    }

    private void move(int from, int to, int length) {
        System.arraycopy(values, from, values, to, length);
        System.arraycopy(hashes, from, hashes, to, length);
        System.arraycopy(firstMillis, from, firstMillis, to, length);
        System.arraycopy(lastMillis, from, lastMillis, to, length);
    }

    private void set(int place, String value, long first, long last) {
        values[place] = value;
        hashes[place] = value.hashCode();
        firstMillis[place] = first;
        lastMillis[place] = last;
    }
}
