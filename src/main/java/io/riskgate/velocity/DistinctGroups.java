package io.riskgate.velocity;

/**
 * The different values of each group, by the group's 128-bit key. For one thread; never blocks.
 *
 * <p>Most groups have one value: its hash, and when it was first and last seen, are the numbers of the group's entry. From the second on they
 * are {@link DistinctValues}.
 */
final class DistinctGroups {

    private final int valuesMax;
    private final LeastRecent<DistinctValues> entries;

    /**
     * @param valuesMax of one group
     * @param totalMax of all groups
     */
    DistinctGroups(int valuesMax, int totalMax) {
        this.valuesMax = valuesMax;
        entries = new LeastRecent<>(totalMax, totalMax);
    }

    /** Notes that a group's value was seen; ignores one seen 30 days before the newest. */
    void add(long high, long low, long valueHigh, long valueLow, long atMillis) {
        int entry = entries.find(high, low);
        if (entry == LeastRecent.NONE) {
            entry = entries.add(high, low);
            DistinctValues.begin(entries.block(entry), entries.at(entry), valueHigh, valueLow, atMillis);
            return;
        }
        entries.touch(entry);
        DistinctValues values = entries.object(entry);
        if (values == null) {
            long[] block = entries.block(entry);
            int at = entries.at(entry);
            if (atMillis <= block[at + DistinctValues.LAST] - DistinctValues.REACH_MILLIS) {
                return;
            }
            if (DistinctValues.is(block, at, valueHigh, valueLow)) {
                DistinctValues.see(block, at, atMillis);
                return;
            }
            values = new DistinctValues(valuesMax, block, at);
            entries.setObject(entry, values);
        }
        entries.weighs(values.add(valueHigh, valueLow, atMillis));
    }

    long count(long high, long low, long atMillis, long windowMillis) {
        int entry = entries.find(high, low);
        if (entry == LeastRecent.NONE) {
            return 0;
        }
        DistinctValues values = entries.object(entry);
        if (values != null) {
            return values.count(atMillis, windowMillis);
        }
        return DistinctValues.isIn(entries.block(entry), entries.at(entry), atMillis, windowMillis) ? 1 : 0;
    }

    /** Whether {@link #count} counts that value. */
    boolean has(long high, long low, long valueHigh, long valueLow, long atMillis, long windowMillis) {
        int entry = entries.find(high, low);
        if (entry == LeastRecent.NONE) {
            return false;
        }
        DistinctValues values = entries.object(entry);
        if (values != null) {
            return values.has(valueHigh, valueLow, atMillis, windowMillis);
        }
        long[] block = entries.block(entry);
        int at = entries.at(entry);
        return DistinctValues.is(block, at, valueHigh, valueLow)
                && DistinctValues.isIn(block, at, atMillis, windowMillis);
    }

    void forgetBeyondBounds() {
        entries.forgetBeyondBounds(DistinctValues::capacity);
    }

    /** Values that there is memory for. */
    long values() {
        return entries.weight();
    }
}
