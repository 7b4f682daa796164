package io.riskgate.backtest;

import java.util.concurrent.atomic.LongAdder;

/** How far a run is, and whether it is to end: told by its threads, asked by anybody. Thread-safe; never blocks. */
final class RunProgress {

    private final LongAdder events = new LongAdder();
    private final long endNanos;
    private volatile double fraction;
    private volatile boolean cancelled;

    /** @param nanosMax after which the run has had its time */
    RunProgress(long nanosMax) {
        endNanos = System.nanoTime() + nanosMax;
    }

    void add(int more) {
        events.add(more);
    }

    /** How many events were evaluated. */
    long events() {
        return events.sum();
    }

    void reached(double nowFraction) {
        fraction = nowFraction;
    }

    /** How much of it was read, 0 to 1. */
    double fraction() {
        return fraction;
    }

    void cancel() {
        cancelled = true;
    }

    boolean isOverTime() {
        return System.nanoTime() - endNanos > 0;
    }

    /** Whether its threads are to end. */
    boolean isStopped() {
        return cancelled || isOverTime();
    }
}
