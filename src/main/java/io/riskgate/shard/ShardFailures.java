package io.riskgate.shard;

import io.riskgate.telemetry.LogText;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Counts what went wrong with a shard, and logs it: at most one stack a second, so that a broken rule under load
 * does not fill the disk. The count says how many there really were. Counting is for the thread that has the shard, reading for
 * any.
 */
final class ShardFailures {

    private static final Logger LOG = Logger.getLogger(ShardFailures.class);
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongAdder count = new LongAdder();
    private long loggedNanos = System.nanoTime() - LOG_EVERY_NANOS;

    void count(String what, Throwable failure) {
        count.increment();
        long nowNanos = System.nanoTime();
        if (nowNanos - loggedNanos >= LOG_EVERY_NANOS) {
            loggedNanos = nowNanos;
            LOG.errorf(
                    LogText.of(failure),
                    "%s (failure %d of %s)",
                    LogText.of(what),
                    count.sum(),
                    Thread.currentThread().getName());
        }
    }

    long count() {
        return count.sum();
    }
}
