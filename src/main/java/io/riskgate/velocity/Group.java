package io.riskgate.velocity;

import java.util.Arrays;
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

    private String[] currencies = {};
    private Timeline[] timelines = {};
    private @Nullable Timeline others;
    private long newestMillis = Long.MIN_VALUE;

    /**
     * Counts a checkout; one that is 30 days older than the newest of the group is ignored.
     *
     * @return the cells that the group has memory for now, less those before
     */
    int add(long atMillis, String currency, long units) {
        if (newestMillis != Long.MIN_VALUE && atMillis <= newestMillis - Timeline.REACH_MILLIS) {
            return 0;
        }
        newestMillis = Math.max(newestMillis, atMillis);
        int before = capacity();
        int index = indexOf(currency);
        if (index < 0) {
            index = begin(currency);
        }
        if (index >= 0) {
            timelines[index].add(atMillis, units);
        } else {
            others = others == null ? new Timeline() : others;
            others.add(atMillis, 0);
        }
        return capacity() - before;
    }

    /** Checkouts in all currencies. */
    long count(long atMillis, long windowMillis) {
        long count = others == null ? 0 : others.count(atMillis, windowMillis);
        for (Timeline timeline : timelines) {
            count += timeline.count(atMillis, windowMillis);
        }
        return count;
    }

    /** The amounts in one currency, in units; of a currency that is not kept apart, {@code unknown}. */
    long sum(String currency, long unknown, long atMillis, long windowMillis) {
        int index = indexOf(currency);
        if (index >= 0) {
            return timelines[index].sum(atMillis, windowMillis);
        }
        return timelines.length < CURRENCIES_MAX ? 0 : unknown;
    }

    /** Cells that there is memory for. */
    int capacity() {
        int capacity = others == null ? 0 : others.capacity();
        for (Timeline timeline : timelines) {
            capacity += timeline.capacity();
        }
        return capacity;
    }

    private int indexOf(String currency) {
        for (int i = 0; i < currencies.length; i++) {
            if (currencies[i].equals(currency)) {
                return i;
            }
        }
        return -1;
    }

    /** Where the currency's empty timeline is, or -1 if there is no place for it. */
    private int begin(String currency) {
        int index = currencies.length < CURRENCIES_MAX ? currencies.length : indexOfUnused();
        if (index >= 0) {
            if (index == currencies.length) {
                currencies = Arrays.copyOf(currencies, index + 1);
                timelines = Arrays.copyOf(timelines, index + 1);
            }
            // There are few currencies, and millions of groups that would each keep a copy of the code.
            currencies[index] = currency.intern();
            timelines[index] = new Timeline();
        }
        return index;
    }

    private int indexOfUnused() {
        for (int i = 0; i < timelines.length; i++) {
            if (timelines[i].newestMillis() <= newestMillis - Timeline.REACH_MILLIS) {
                return i;
            }
        }
        return -1;
    }
}
