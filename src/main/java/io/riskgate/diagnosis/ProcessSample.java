package io.riskgate.diagnosis;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the JVM has counted since it started. Taking one takes microseconds.
 *
 * @param cpuNanos of all threads, -1 where the system does not say
 * @param allocatedBytes by all threads, -1 where the JVM does not count
 */
record ProcessSample(long nanos, long cpuNanos, long allocatedBytes, long decisions, long heapUsedBytes) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** @param decisions answered so far */
    static ProcessSample take(long decisions) {
        Runtime runtime = Runtime.getRuntime();
        return new ProcessSample(
                System.nanoTime(),
                SYSTEM.getProcessCpuTime(),
                countAllocatedBytes(),
                decisions,
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
                decisions - before.decisions,
                heapUsedBytes);
    }
}
