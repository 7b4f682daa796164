package io.riskgate.loadtest.baseline;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A {@link SlidingWindow} for each key, as long as something comes for it. Thread-safe. */
final class KeyedWindows<K, T, R> {

    private final Duration length;
    private final Supplier<Total<T, R>> empty;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<K, Used<T, R>> windows = new ConcurrentHashMap<>();

    private static final class Used<T, R> {

        private final SlidingWindow<T, R> window;
        private volatile long lastNanos;

        Used(SlidingWindow<T, R> window) {
            this.window = window;
        }
    }

    /** @param nanoTime what tells how long nothing came for a key */
    KeyedWindows(Duration length, Supplier<Total<T, R>> empty, LongSupplier nanoTime) {
        this.length = length;
        this.empty = empty;
        this.nanoTime = nanoTime;
    }

    /** Adds a value to the key's window and tells its total then. */
    R add(K key, long atMillis, T value) {
        AtomicReference<R> total = new AtomicReference<>();
        windows.compute(key, (same, known) -> {
            Used<T, R> used = known == null ? new Used<>(new SlidingWindow<>(length.toMillis(), empty)) : known;
            used.lastNanos = nanoTime.getAsLong();
            total.setPlain(used.window.add(atMillis, value));
            return used;
        });
        return total.getPlain();
    }

    /** Forgets the windows that nothing came for since before their length. */
    void forgetIdle() {
        windows.forEach((key, used) -> {
            if (isIdle(used)) {
                windows.computeIfPresent(key, (same, known) -> isIdle(known) ? null : known);
            }
        });
    }

    int size() {
        return windows.size();
    }

    private boolean isIdle(Used<T, R> used) {
        return nanoTime.getAsLong() - used.lastNanos > length.toNanos();
    }
}
