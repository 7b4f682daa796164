package io.riskgate.velocity;

import java.util.Arrays;

/**
 * How many checkouts there were and what they amounted to, over 30 days: one sequence of cells that answers every
 * window. Money is in units of 1/10,000 of the currency. For one thread; never blocks.
 *
 * <p>A cell holds the number and the sum of neighbouring checkouts, with the times of the first and the last. Cells are
 * in order of time and do not overlap. Neighbours become one cell when together they span no more than {@link
 * #SPAN_FLOOR_MILLIS} or 1/{@link #SPAN_PER_AGE} of their age, which is the time from their last checkout to the newest
 * of the timeline. This is an exponential histogram of time instead of count, after Datar, Gionis, Indyk, Motwani,
 * "Maintaining Stream Statistics over Sliding Windows" (SIAM J. Comput. 31, 2002).
 *
 * <p><b>Error.</b> A window of length W at time t takes every cell whose last checkout is later than {@code t - W} and
 * whose first is not later than t. While checkouts arrive in order, it misses none of {@code (t - W, t]}. Only the oldest
 * cell taken can reach out of the window; its age is below W, so it spans at most W/32 (which is more than the floor for
 * every {@link Window}), and so does what is counted too many: checkouts at most W/32 older than the window. A reader
 * that is late by L finds cells of up to (W + L)/32, at both ends of its window.
 *
 * <p><b>Memory.</b> After {@link #compact}, two neighbours always span more than they may as one. Going back from the
 * newest checkout, each pair of cells therefore ends more than one second, and more than 33/32 times, as long ago as it
 * begins: 32 pairs reach 32 s back, 368 more reach 30 days (33/32 to the power of 368 is 30 days / 32 s). That leaves at
 * most {@link #CELLS_COMPACTED_MAX} cells, so that {@link #CELLS_MAX} always suffice: 32 KiB. A timeline starts with one
 * cell and grows only when compacting frees too little; checkouts far enough apart stay exact.
 */
class Timeline {

    /** What is older than this, seen from the newest checkout, is forgotten. */
    static final long REACH_MILLIS = Window.DAYS_30.millis();

    static final long SPAN_FLOOR_MILLIS = 1_000;
    static final int SPAN_PER_AGE = 32;
    static final int CELLS_COMPACTED_MAX = 800;
    static final int CELLS_MAX = 1_024;

    private static final int FIRST = 0;
    private static final int LAST = 1;
    private static final int COUNT = 2;
    private static final int SUM = 3;
    private static final int LONGS_PER_CELL = 4;

    private long[] cells = new long[LONGS_PER_CELL];
    private int size;

    /** Counts a checkout in its place; ignores one that is older than {@link #REACH_MILLIS}, seen from the newest. */
    void add(long atMillis, long units) {
        if (size > 0 && atMillis <= newestMillis() - REACH_MILLIS) {
            return;
        }
        int cell = size - 1;
        while (cell >= 0 && get(cell, FIRST) > atMillis) {
            cell--;
        }
        if (cell >= 0 && (atMillis <= get(cell, LAST) || atMillis - get(cell, FIRST) <= SPAN_FLOOR_MILLIS)) {
            join(cell, Math.max(get(cell, LAST), atMillis), 1, units);
        } else if (size < capacity()) {
            insert(cell + 1, atMillis, units);
        } else {
            makeRoom();
            add(atMillis, units);
        }
    }

    long count(long atMillis, long windowMillis) {
        return total(COUNT, atMillis, windowMillis);
    }

    /** In units; {@link Long#MAX_VALUE} also stands for more. */
    long sum(long atMillis, long windowMillis) {
        return total(SUM, atMillis, windowMillis);
    }

    /** Time of the newest checkout; only of a timeline that has one. */
    long newestMillis() {
        return get(size - 1, LAST);
    }

    /** Cells that there is memory for. */
    int capacity() {
        return cells.length / LONGS_PER_CELL;
    }

    int size() {
        return size;
    }

    /** Forgets what is out of reach, and makes one cell of neighbours where that is allowed. */
    void compact() {
        long newest = newestMillis();
        int kept = -1;
        for (int cell = 0; cell < size; cell++) {
            long last = get(cell, LAST);
            if (last <= newest - REACH_MILLIS) {
                continue;
            }
            if (kept >= 0 && last - get(kept, FIRST) <= spanMaxMillis(newest - last)) {
                join(kept, last, get(cell, COUNT), get(cell, SUM));
            } else {
                kept++;
                System.arraycopy(cells, cell * LONGS_PER_CELL, cells, kept * LONGS_PER_CELL, LONGS_PER_CELL);
            }
        }
        size = kept + 1;
    }

    private static long spanMaxMillis(long ageMillis) {
        return Math.max(SPAN_FLOOR_MILLIS, ageMillis / SPAN_PER_AGE);
    }

    private long total(int field, long atMillis, long windowMillis) {
        long total = 0;
        for (int cell = size - 1; cell >= 0 && get(cell, LAST) > atMillis - windowMillis; cell--) {
            if (get(cell, FIRST) <= atMillis) {
                total = saturatedAdd(total, get(cell, field));
            }
        }
        return total;
    }

    private void join(int cell, long lastMillis, long count, long units) {
        int at = cell * LONGS_PER_CELL;
        cells[at + LAST] = lastMillis;
        cells[at + COUNT] += count;
        cells[at + SUM] = saturatedAdd(cells[at + SUM], units);
    }

    private void insert(int cell, long atMillis, long units) {
        int at = cell * LONGS_PER_CELL;
        System.arraycopy(cells, at, cells, at + LONGS_PER_CELL, (size - cell) * LONGS_PER_CELL);
        cells[at + FIRST] = atMillis;
        cells[at + LAST] = atMillis;
        cells[at + COUNT] = 1;
        cells[at + SUM] = units;
        size++;
    }

    /** Room for a quarter at least, so that compacting is rare: it costs a walk over all cells. */
    private void makeRoom() {
        compact();
        if (size > capacity() / 4 * 3 && capacity() < CELLS_MAX) {
            cells = Arrays.copyOf(cells, Math.min(2 * capacity(), CELLS_MAX) * LONGS_PER_CELL);
        }
    }

    private long get(int cell, int field) {
        return cells[cell * LONGS_PER_CELL + field];
    }

    /** Of numbers that are not negative. */
    static long saturatedAdd(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
