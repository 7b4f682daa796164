package io.riskgate.diagnosis;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the JVM and the engine have counted since they started. Taking one takes microseconds.
 *
 * @param cpuNanos of all threads, -1 where the system does not say
 * @param allocatedBytes by all threads, -1 where the JVM does not count
 */
record ProcessSample(long nanos, long cpuNanos, long allocatedBytes, EngineCounts counts, long heapUsedBytes) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    static ProcessSample take(EngineCounts counts) {
        Runtime runtime = Runtime.getRuntime();
        return new ProcessSample(
                System.nanoTime(),
                SYSTEM.getProcessCpuTime(),
                countAllocatedBytes(),
                counts,
                runtime.totalMemory() - runtime.freeMemory());
    }

    private static long countAllocatedBytes() {
        try {
            return THREADS.getTotalThreadAllocatedBytes();
        } catch (UnsupportedOperationException notCounted) {
            return -1;
        }
    }

    ProcessLoad since(ProcessSample before) {
        return new ProcessLoad(
                nanos - before.nanos,
                cpuNanos - before.cpuNanos,
                allocatedBytes - before.allocatedBytes,
                counts.since(before.counts),
                heapUsedBytes);
    }
}
