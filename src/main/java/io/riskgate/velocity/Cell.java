package io.riskgate.velocity;

/**
 * The number and the sum of neighbouring checkouts, with the times of the first and the last: {@link #LONGS} numbers of an
 * array, from {@code at} on. {@link Timeline} says what cells are for.
 */
final class Cell {

    static final int FIRST = 0;
    static final int LAST = 1;
    static final int COUNT = 2;
    static final int SUM = 3;
    static final int LONGS = 4;

    /** So close together, checkouts are neighbours whatever their age. */
    static final long SPAN_FLOOR_MILLIS = 1_000;

    private Cell() {}

    /** One checkout. */
    static void begin(long[] cells, int at, long atMillis, long units) {
        cells[at + FIRST] = atMillis;
        cells[at + LAST] = atMillis;
        cells[at + COUNT] = 1;
        cells[at + SUM] = units;
    }

    /** Whether a checkout, not before the first, may be counted into the cell at once. */
    static boolean takes(long[] cells, int at, long atMillis) {
        return atMillis <= cells[at + LAST] || atMillis - cells[at + FIRST] <= SPAN_FLOOR_MILLIS;
    }

    /** Counts checkouts in, the last of which may be later than those in the cell. */
    static void join(long[] cells, int at, long lastMillis, long count, long units) {
        cells[at + LAST] = Math.max(cells[at + LAST], lastMillis);
        cells[at + COUNT] += count;
        cells[at + SUM] = saturatedAdd(cells[at + SUM], units);
    }

    /** Whether the window that ends at a time has something of the cell. */
    static boolean isIn(long[] cells, int at, long atMillis, long windowMillis) {
        return cells[at + LAST] > atMillis - windowMillis && cells[at + FIRST] <= atMillis;
    }

    /** Of numbers that are not negative. */
    static long saturatedAdd(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
