package io.riskgate.loadtest.baseline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What came within a length of time, in order of time, and its total. The window of length W at time t has what came
 * after {@code t - W} and not after t. For one thread at a time.
 */
final class SlidingWindow<T, R> {

    private final long lengthMillis;
    private final Supplier<Total<T, R>> empty;
    private final Total<T, R> total;
    private final Deque<Entry<T>> entries = new ArrayDeque<>(1);

    private record Entry<T>(long atMillis, T value) {}

    SlidingWindow(long lengthMillis, Supplier<Total<T, R>> empty) {
        this.lengthMillis = lengthMillis;
        this.empty = empty;
        this.total = empty.get();
    }

    /**
     * Adds a value and tells the total at its time, with it. One that is late does not see what came after it, and sees
     * of what came before it only what the newest one's window still has.
     */
    R add(long atMillis, T value) {
        Entry<T> entry = new Entry<>(atMillis, value);
        total.enter(value);
        if (entries.isEmpty() || entries.getLast().atMillis <= atMillis) {
            entries.addLast(entry);
            forgetUntil(atMillis - lengthMillis);
            return total.value();
        }
        insert(entry);
        R then = totalAt(atMillis);
        forgetUntil(entries.getLast().atMillis - lengthMillis);
        return then;
    }

    private void insert(Entry<T> entry) {
        Deque<Entry<T>> later = new ArrayDeque<>();
        while (!entries.isEmpty() && entries.getLast().atMillis > entry.atMillis) {
            later.addFirst(entries.removeLast());
        }
        entries.addLast(entry);
        entries.addAll(later);
    }

    private R totalAt(long atMillis) {
        Total<T, R> then = empty.get();
        for (Entry<T> entry : entries) {
            if (entry.atMillis > atMillis - lengthMillis && entry.atMillis <= atMillis) {
                then.enter(entry.value);
            }
        }
        return then.value();
    }

    private void forgetUntil(long millis) {
        while (entries.getFirst().atMillis <= millis) {
            total.leave(entries.removeFirst().value);
        }
    }
}
