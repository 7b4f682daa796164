package io.riskgate.decision;

/** Measures the time that passes, as {@link System#nanoTime} does; not the time of day. Thread-safe. */
@FunctionalInterface
interface NanoClock {

    long nanos();
}
