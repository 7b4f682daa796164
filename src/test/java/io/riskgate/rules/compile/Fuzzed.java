package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.Compilation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** Compiles what a fuzzer made up, and holds the compiler to its promises and to its time. */
final class Fuzzed {

    /** Of computing, with the fuzzer's instrumentation. */
    private static final Duration TIME_MAX = Duration.ofSeconds(3);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static {
        // The first of all texts pays for loading and instrumenting the parsers.
        new DrlCompiler().compile("rule \"r\" when Checkout( amount > 1 ) then decision.tag(\"t\"); end");
    }

    private Fuzzed() {}

    static void compile(String text) {
        long before = THREADS.getCurrentThreadCpuTime();
        Compilation compilation = new DrlCompiler().compile(text);
        Promises.check(text, compilation);
        assertThat(THREADS.getCurrentThreadCpuTime() - before)
                .as("nanoseconds of computing")
                .isLessThan(TIME_MAX.toNanos());
    }
}
