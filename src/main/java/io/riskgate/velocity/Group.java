package io.riskgate.velocity;

import org.jspecify.annotations.Nullable;

/**
 * The checkouts that have one value of one dimension: a {@link Timeline} for each currency, in the order in which they
 * came up. For one thread; never blocks.
 *
 * <p>At most {@link #CURRENCIES_MAX} currencies are kept apart. A further one takes the place of a currency that has not
 * been paid in for 30 days, if there is one; else its checkouts are counted on a timeline of all others, without amounts.
 */
final class Group {

    static final int CURRENCIES_MAX = 8;

    /** Nearly all groups have one currency: a list costs an object less than arrays. */
    private static final class OfCurrency extends Timeline {

        private final int currency;
        private @Nullable OfCurrency next;

        OfCurrency(int currency) {
            this.currency = currency;
        }

        OfCurrency(int currency, long[] cell, int at) {
            super(cell, at);
            this.currency = currency;
        }
    }

    private @Nullable OfCurrency first;
    private @Nullable Timeline others;
    private int currencies;
    private long newestMillis;

    /** The checkouts of one cell in one currency, as it is in the array from {@code at} on. */
    Group(int currency, long[] cell, int at) {
        first = new OfCurrency(currency, cell, at);
        currencies = 1;
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
        int before = capacity();
        Timeline timeline = find(currency);
        if (timeline == null) {
            timeline = begin(currency);
        }
        if (timeline != null) {
            timeline.add(atMillis, units);
        } else {
            others = others == null ? new Timeline() : others;
            others.add(atMillis, 0);
        }
        return capacity() - before;
    }

    /** Checkouts in all currencies. */
    long count(long atMillis, long windowMillis) {
        long count = others == null ? 0 : others.count(atMillis, windowMillis);
        for (OfCurrency timeline = first; timeline != null; timeline = timeline.next) {
            count += timeline.count(atMillis, windowMillis);
        }
        return count;
    }

    /** The amounts in one currency, in units; of a currency that is not kept apart, {@code unknown}. */
    long sum(int currency, long unknown, long atMillis, long windowMillis) {
        Timeline timeline = find(currency);
        if (timeline != null) {
            return timeline.sum(atMillis, windowMillis);
        }
        return currencies < CURRENCIES_MAX ? 0 : unknown;
    }

    /** Cells that there is memory for. */
    int capacity() {
        int capacity = others == null ? 0 : others.capacity();
        for (OfCurrency timeline = first; timeline != null; timeline = timeline.next) {
            capacity += timeline.capacity();
        }
        return capacity;
    }

    private @Nullable OfCurrency find(int currency) {
        OfCurrency timeline = first;
        while (timeline != null && timeline.currency != currency) {
            timeline = timeline.next;
        }
        return timeline;
    }

    /** An empty timeline of the currency behind those that there are, or in the place of an unused one; {@code null} if there is no place. */
    private @Nullable OfCurrency begin(int currency) {
        boolean full = currencies == CURRENCIES_MAX;
        OfCurrency before = null;
        OfCurrency place = first;
        while (place != null && !(full && isUnused(place))) {
            before = place;
            place = place.next;
        }
        if (full && place == null) {
            return null;
        }
        OfCurrency begun = new OfCurrency(currency);
        if (place == null) {
            currencies++;
        } else {
            begun.next = place.next;
        }
        if (before == null) {
            first = begun;
        } else {
            before.next = begun;
        }
        return begun;
    }

    private boolean isUnused(Timeline timeline) {
        return timeline.newestMillis() <= newestMillis - Timeline.REACH_MILLIS;
    }
}
