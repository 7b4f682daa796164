package io.riskgate.velocity;

/**
 * The checkouts of each group, by the group's 128-bit key. For one thread; never blocks.
 *
 * <p>Most groups are seen once, or a few times within a second: such a one is a single {@link Cell} and its currency, in the numbers of
 * its entry. From the second cell or currency on it is a {@link Group}.
 */
final class Groups {

    private final LeastRecent<Group> entries;

    Groups(int groupsMax, long cellsMax) {
        entries = new LeastRecent<>(groupsMax, cellsMax);
    }

    /** Counts a checkout; one that is 30 days older than the newest of the group is ignored. */
    void add(long high, long low, long atMillis, int currency, long units) {
        int entry = entries.find(high, low);
        if (entry == LeastRecent.NONE) {
            entry = entries.add(high, low);
            entries.setMark(entry, currency);
            Cell.begin(entries.block(entry), entries.at(entry), atMillis, units);
            return;
        }
        entries.touch(entry);
        Group group = entries.object(entry);
        if (group == null) {
            if (addToCell(entry, atMillis, currency, units)) {
                return;
            }
            group = new Group(entries.mark(entry), entries.block(entry), entries.at(entry));
            entries.setObject(entry, group);
        }
        entries.weighs(group.add(atMillis, currency, units));
    }

    /** {@code false} if it would take another cell or currency. */
    private boolean addToCell(int entry, long atMillis, int currency, long units) {
        long[] block = entries.block(entry);
        int at = entries.at(entry);
        if (atMillis <= block[at + Cell.LAST] - Timeline.REACH_MILLIS) {
            return true;
        }
        if (entries.mark(entry) != currency || atMillis < block[at + Cell.FIRST] || !Cell.takes(block, at, atMillis)) {
            return false;
        }
        Cell.join(block, at, atMillis, 1, units);
        return true;
    }

    /** Checkouts in all currencies. */
    long count(long high, long low, long atMillis, long windowMillis) {
        int entry = entries.find(high, low);
        if (entry == LeastRecent.NONE) {
            return 0;
        }
        Group group = entries.object(entry);
        return group == null
                ? ofCell(entry, Cell.COUNT, atMillis, windowMillis)
                : group.countOfAll(atMillis, windowMillis);
    }

    /** The amounts in one currency, in units; of a currency that is not kept apart, {@code unknown}. */
    long sum(long high, long low, int currency, long unknown, long atMillis, long windowMillis) {
        int entry = entries.find(high, low);
        if (entry == LeastRecent.NONE) {
            return 0;
        }
        Group group = entries.object(entry);
        if (group != null) {
            return group.sum(currency, unknown, atMillis, windowMillis);
        }
        return entries.mark(entry) == currency ? ofCell(entry, Cell.SUM, atMillis, windowMillis) : 0;
    }

    private long ofCell(int entry, int field, long atMillis, long windowMillis) {
        long[] block = entries.block(entry);
        int at = entries.at(entry);
        return Cell.isIn(block, at, atMillis, windowMillis) ? block[at + field] : 0;
    }

    void forgetBeyondBounds() {
        entries.forgetBeyondBounds(Group::capacityOfAll);
    }

    int size() {
        return entries.entries();
    }

    /** Cells that there is memory for. */
    long cells() {
        return entries.weight();
    }
}
