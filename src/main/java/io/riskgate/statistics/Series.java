package io.riskgate.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The minutes of a scope in a part of the journal, in the order in which they came: one is open, the others are packed. When the clock
 * was put back a minute comes again, and has a row more. One thread counts; any reads, without either waiting for the other: what is there is
 * one reference to what does not change, but for the counts of the open row.
 */
final class Series {

    private static final int PACKED_USUAL = 16;

    /** All rows. What a state has never changes, but behind its count another one may have more in the same array. */
    private static final class State {

        private final byte[][] packed;
        private final int count;

        /** Of the one that is open, see {@link Step}. */
        private final long minute;

        private final @Nullable OpenRow open;

        State(byte[][] packed, int count, long minute, @Nullable OpenRow open) {
            this.packed = packed;
            this.count = count;
            this.minute = minute;
            this.open = open;
        }
    }

    private volatile State state = new State(new byte[PACKED_USUAL][], 0, 0, null);

    /** Takes a row. */
    interface MinuteConsumer {
        void accept(long minute, CountedRow row);
    }

    /** The row that is open, if it is of that minute. Hot. */
    @Nullable
    OpenRow openAt(long minute) {
        State now = state;
        return now.minute == minute ? now.open : null;
    }

    boolean isOpen() {
        return state.open != null;
    }

    /** Packs the row that is open, and opens another one. */
    void open(long minute, OpenRow row) {
        State closed = closed();
        state = new State(closed.packed, closed.count, minute, row);
    }

    /** Packs the row that is open, if there is one. */
    void close() {
        state = closed();
    }

    private State closed() {
        State now = state;
        if (now.open == null) {
            return now;
        }
        byte[][] packed = now.count < now.packed.length ? now.packed : Arrays.copyOf(now.packed, 2 * now.packed.length);
        packed[now.count] = now.open.pack(now.minute);
        return new State(packed, now.count + 1, 0, null);
    }

    /** @param toMinute the first that is not wanted */
    void read(long fromMinute, long toMinute, MinuteConsumer consumer) {
        State now = state;
        for (int i = 0; i < now.count; i++) {
            byte[] row = now.packed[i];
            long minute = PackedRow.minute(row);
            if (minute >= fromMinute && minute < toMinute) {
                consumer.accept(minute, new PackedRow(row));
            }
        }
        if (now.open != null && now.minute >= fromMinute && now.minute < toMinute) {
            consumer.accept(now.minute, now.open);
        }
    }
}
