package io.riskgate.velocity;

import org.jspecify.annotations.Nullable;

/**
 * The checkouts that have one value of one dimension: a {@link Timeline} for each currency, in the order in which they
 * came up. For one thread; never blocks.
 *
 * <p>Nearly all groups have one currency, and most are in no cache when a checkout comes: so the timeline of the first
 * currency is the group itself, and there is one object less to fetch.
 *
 * <p>At most {@link #CURRENCIES_MAX} currencies are kept apart. A further one takes the place of a currency that has not
 * been paid in for 30 days, if there is one; else its checkouts are counted on a timeline of all others, without amounts.
 */
final class Group extends OfCurrency {

    static final int CURRENCIES_MAX = 8;

    private @Nullable Timeline others;
    private int currencies = 1;
    private long newestMillis;

    /** The checkouts of one cell in one currency, as it is in the array from {@code at} on. */
    Group(int currency, long[] cell, int at) {
        super(currency, cell, at);
        newestMillis = cell[at + Cell.LAST];
    }

    /**
     * Counts a checkout; one that is 30 days older than the newest of the group is ignored.
     *
     * @return the cells that the group has memory for now, less those before
     */
    int add(long atMillis, int currency, long units) {
        if (atMillis <= newestMillis - Timeline.REACH_MILLIS) {
            return 0;
        }
        newestMillis = Math.max(newestMillis, atMillis);
        int before = capacityOfAll();
        OfCurrency timeline = find(currency);
        if (timeline == null) {
            timeline = begin(currency);
        }
        if (timeline != null) {
            timeline.add(atMillis, units);
        } else {
            others = others == null ? new Timeline() : others;
            others.add(atMillis, 0);
        }
        return capacityOfAll() - before;
    }

    /** Checkouts in all currencies. */
    long countOfAll(long atMillis, long windowMillis) {
        long count = others == null ? 0 : others.count(atMillis, windowMillis);
        for (OfCurrency timeline = this; timeline != null; timeline = timeline.next()) {
            count += timeline.count(atMillis, windowMillis);
        }
        return count;
    }

    /** The amounts in one currency, in units; of a currency that is not kept apart, {@code unknown}. */
    long sum(int currency, long unknown, long atMillis, long windowMillis) {
        OfCurrency timeline = find(currency);
        if (timeline != null) {
            return timeline.sum(atMillis, windowMillis);
        }
        return currencies < CURRENCIES_MAX ? 0 : unknown;
    }

    /** Cells that there is memory for. */
    int capacityOfAll() {
        int capacity = others == null ? 0 : others.capacity();
        for (OfCurrency timeline = this; timeline != null; timeline = timeline.next()) {
            capacity += timeline.capacity();
        }
        return capacity;
    }

    private @Nullable OfCurrency find(int currency) {
        OfCurrency timeline = this;
        while (timeline != null && !timeline.isOf(currency)) {
            timeline = timeline.next();
        }
        return timeline;
    }

    /** An empty timeline of the currency behind those that there are, or in the place of an unused one; {@code null} if there is no place. */
    private @Nullable OfCurrency begin(int currency) {
        boolean full = currencies == CURRENCIES_MAX;
        OfCurrency timeline = this;
        while (true) {
            if (full && isUnused(timeline)) {
                timeline.restart(currency);
                return timeline;
            }
            OfCurrency next = timeline.next();
            if (next == null) {
                break;
            }
            timeline = next;
        }
        if (full) {
            return null;
        }
        OfCurrency begun = new OfCurrency(currency);
        timeline.follow(begun);
        currencies++;
        return begun;
    }

    private boolean isUnused(Timeline timeline) {
        return timeline.newestMillis() <= newestMillis - Timeline.REACH_MILLIS;
    }
}
