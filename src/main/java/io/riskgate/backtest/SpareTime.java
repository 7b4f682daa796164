package io.riskgate.backtest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Has the threads of backtests leave the cores to live decisions. The system knows no threads that matter less: Java's priorities are
 * none on Linux. So a thread works for {@link #SLICE_NANOS}, and then looks. If decisions were answered meanwhile it rests {@link #RESTS}
 * times as long as it worked; while some wait for their shard it does nothing at all. Thread-safe.
 */
final class SpareTime {

    static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    static final int RESTS = 3;

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final IntSupplier waiting;
    private final LongSupplier answered;

    /**
     * @param waiting how many decisions wait for their shard
     * @param answered how many were answered so far
     */
    SpareTime(IntSupplier waiting, LongSupplier answered) {
        this.waiting = waiting;
        this.answered = answered;
    }

    /** The slices of the calling thread, the first of which begins now. */
    Slices begin() {
        return new Slices();
    }

    /** For one thread. */
    final class Slices {

        private long begunNanos = System.nanoTime();
        private long answeredBefore = answered.getAsLong();

        /**
         * To be called between two pieces of work that take microseconds. Waits as long as it is said above.
         *
         * @param stopped whether there is nothing more to wait for
         */
        void rest(BooleanSupplier stopped) {
            long workedNanos = System.nanoTime() - begunNanos;
            if (workedNanos < SLICE_NANOS) {
                return;
            }
            if (answered.getAsLong() != answeredBefore) {
                LockSupport.parkNanos(this, Math.min(workedNanos, 2 * SLICE_NANOS) * RESTS);
            }
            while (waiting.getAsInt() > 0 && !stopped.getAsBoolean()) {
                LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
            }
            answeredBefore = answered.getAsLong();
            begunNanos = System.nanoTime();
        }
    }
}
