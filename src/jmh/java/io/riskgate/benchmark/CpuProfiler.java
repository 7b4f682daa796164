package io.riskgate.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * CPU time an operation, of all Java threads, not of the compiler's and the collector's. On a machine that others use too
 * it says more than the time on the clock, in which the thread also waits for its turn.
 */
public final class CpuProfiler implements InternalProfiler {

    /** The result's name. */
    public static final String LABEL = "cpu";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Map<Long, Long> before = Map.of();

    @Override
    public String getDescription() {
        return "CPU time of Java threads an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = nanosByThread();
    }

    @Override
    public List<Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long nanos = nanosByThread().entrySet().stream()
                .mapToLong(now -> now.getValue() - before.getOrDefault(now.getKey(), 0L))
                .sum();
        TimeUnit unit = benchmark.getTimeUnit();
        double perOperation =
                (double) nanos / unit.toNanos(1) / result.getMetadata().getAllOps();
        return List.of(
                new ScalarResult(LABEL, perOperation, TimeValue.tuToString(unit) + "/op", AggregationPolicy.AVG));
    }

    private Map<Long, Long> nanosByThread() {
        long[] ids = threads.getAllThreadIds();
        long[] nanos = threads.getThreadCpuTime(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (nanos[i] >= 0) {
                byThread.put(ids[i], nanos[i]);
            }
        }
        return byThread;
    }
}
