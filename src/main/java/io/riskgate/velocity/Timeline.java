package io.riskgate.velocity;

import java.util.Arrays;

/**
 * How many checkouts there were and what they amounted to, over 30 days: one sequence of cells that answers every
 * window. Money is in units of 1/10,000 of the currency. For one thread; never blocks.
 *
 * <p>A {@link Cell} holds the number and the sum of neighbouring checkouts, with the times of the first and the last. Cells are
 * in order of time and do not overlap. Neighbours become one cell when together they span no more than {@link
 * Cell#SPAN_FLOOR_MILLIS} or 1/{@link #SPAN_PER_AGE} of their age, which is the time from their last checkout to the newest
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

    static final int SPAN_PER_AGE = 32;
    static final int CELLS_COMPACTED_MAX = 800;
    static final int CELLS_MAX = 1_024;

    private long[] cells;
    private int size;

    /** No checkouts. */
    Timeline() {
        cells = new long[Cell.LONGS];
    }

    /** One cell, as it is in the array from {@code at} on. */
    Timeline(long[] cell, int at) {
        cells = Arrays.copyOfRange(cell, at, at + Cell.LONGS);
        size = 1;
    }

    /** Counts a checkout in its place; ignores one that is older than {@link #REACH_MILLIS}, seen from the newest. */
    void add(long atMillis, long units) {
        if (size > 0 && atMillis <= newestMillis() - REACH_MILLIS) {
            return;
        }
        int cell = size - 1;
        while (cell >= 0 && get(cell, Cell.FIRST) > atMillis) {
            cell--;
        }
        if (cell >= 0 && Cell.takes(cells, cell * Cell.LONGS, atMillis)) {
            Cell.join(cells, cell * Cell.LONGS, atMillis, 1, units);
        } else if (size < capacity()) {
            insert(cell + 1, atMillis, units);
        } else {
            makeRoom();
            add(atMillis, units);
        }
    }

    long count(long atMillis, long windowMillis) {
        return total(Cell.COUNT, atMillis, windowMillis);
    }

    /** In units; {@link Long#MAX_VALUE} also stands for more. */
    long sum(long atMillis, long windowMillis) {
        return total(Cell.SUM, atMillis, windowMillis);
    }

    /** Time of the newest checkout; only of a timeline that has one. */
    long newestMillis() {
        return get(size - 1, Cell.LAST);
    }

    /** Cells that there is memory for. */
    int capacity() {
        return cells.length / Cell.LONGS;
    }

    int size() {
        return size;
    }

    /** Forgets all checkouts, and keeps the memory. */
    final void clear() {
        size = 0;
    }

    /** Forgets what is out of reach, and makes one cell of neighbours where that is allowed. */
    void compact() {
        long newest = newestMillis();
        int kept = -1;
        for (int cell = 0; cell < size; cell++) {
            long last = get(cell, Cell.LAST);
            if (last <= newest - REACH_MILLIS) {
                continue;
            }
            if (kept >= 0 && last - get(kept, Cell.FIRST) <= spanMaxMillis(newest - last)) {
                Cell.join(cells, kept * Cell.LONGS, last, get(cell, Cell.COUNT), get(cell, Cell.SUM));
            } else {
                kept++;
                System.arraycopy(cells, cell * Cell.LONGS, cells, kept * Cell.LONGS, Cell.LONGS);
            }
        }
        size = kept + 1;
    }

    private static long spanMaxMillis(long ageMillis) {
        return Math.max(Cell.SPAN_FLOOR_MILLIS, ageMillis / SPAN_PER_AGE);
    }

    private long total(int field, long atMillis, long windowMillis) {
        long total = 0;
        for (int cell = size - 1; cell >= 0 && get(cell, Cell.LAST) > atMillis - windowMillis; cell--) {
            if (Cell.isIn(cells, cell * Cell.LONGS, atMillis, windowMillis)) {
                total = Cell.saturatedAdd(total, get(cell, field));
            }
        }
        return total;
    }

    private void insert(int cell, long atMillis, long units) {
        int at = cell * Cell.LONGS;
        System.arraycopy(cells, at, cells, at + Cell.LONGS, (size - cell) * Cell.LONGS);
        Cell.begin(cells, at, atMillis, units);
        size++;
    }

    /** Room for a quarter at least, so that compacting is rare: it costs a walk over all cells. */
    private void makeRoom() {
        compact();
        if (size > capacity() / 4 * 3 && capacity() < CELLS_MAX) {
            cells = Arrays.copyOf(cells, Math.min(2 * capacity(), CELLS_MAX) * Cell.LONGS);
        }
    }

    private long get(int cell, int field) {
        return cells[cell * Cell.LONGS + field];
    }
}
