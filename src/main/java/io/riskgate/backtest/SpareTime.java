package io.riskgate.backtest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Has the threads of backtests leave the cores to live decisions. The system knows no threads that matter less: Java's priorities are
 * none on Linux. So a thread works for {@link #SLICE_NANOS}, about as long as a decision takes, and then looks. If it has seen decisions
 * be answered within the last millisecond it rests {@link #RESTS} times as long as it worked; while some wait for their shard it does
 * nothing at all. Thread-safe.
 */
final class SpareTime {

    static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    static final int RESTS = 3;

    private static final long LIVE_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
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
        /** When decisions were last seen to be answered. */
        private long liveAtNanos = begunNanos - LIVE_FOR_NANOS;

        /**
         * To be called between two pieces of work that take microseconds. Waits as long as it is said above.
         *
         * @param stopped whether there is nothing more to wait for
         */
        void rest(BooleanSupplier stopped) {
            long nowNanos = System.nanoTime();
            long workedNanos = nowNanos - begunNanos;
            if (workedNanos < SLICE_NANOS) {
                return;
            }
            long answeredNow = answered.getAsLong();
            if (answeredNow != answeredBefore) {
                answeredBefore = answeredNow;
                liveAtNanos = nowNanos;
            }
            if (nowNanos - liveAtNanos < LIVE_FOR_NANOS) {
                LockSupport.parkNanos(this, Math.min(workedNanos, 2 * SLICE_NANOS) * RESTS);
            }
            while (waiting.getAsInt() > 0 && !stopped.getAsBoolean()) {
                LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
            }
            begunNanos = System.nanoTime();
        }
    }
}
