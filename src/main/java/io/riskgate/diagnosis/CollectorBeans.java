package io.riskgate.diagnosis;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The collector by what the JVM counts of it, where there is no flight recorder: how many pauses there were since the last look and how
 * many milliseconds they took together. So a pause is the average of a few seconds', and stalls are not seen. For one thread.
 */
final class CollectorBeans {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Counted(long times, long millis) {}

    private final List<GarbageCollectorMXBean> beans = ManagementFactory.getGarbageCollectorMXBeans();
    private final Map<String, Counted> before = new HashMap<>();

    /** Counts from now on. */
    CollectorBeans() {
        look();
    }

    /** What was done since the last look. */
    CollectorActivity look() {
        CollectorActivity sum = CollectorActivity.NONE;
        for (GarbageCollectorMXBean bean : beans) {
            Counted now = new Counted(bean.getCollectionCount(), bean.getCollectionTime());
            Counted then = before.put(bean.getName(), now);
            if (then != null && now.times() > then.times()) {
                sum = sum.plus(activity(bean.getName(), now.times() - then.times(), now.millis() - then.millis()));
            }
        }
        return sum;
    }

    /** ZGC has beans of its own for its cycles, in which the threads run, and for its pauses; of the others a collection is a pause. */
    private static CollectorActivity activity(String bean, long times, long millis) {
        CollectorActivity collections =
                bean.endsWith("Pauses") ? CollectorActivity.NONE : CollectorActivity.ofCollections(times);
        return bean.endsWith("Cycles")
                ? collections
                : collections.plus(CollectorActivity.ofPauses(times, millis * NANOS_PER_MILLI / times));
    }
}
