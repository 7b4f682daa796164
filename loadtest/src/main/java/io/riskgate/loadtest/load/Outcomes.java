package io.riskgate.loadtest.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/** Counts and times of a run as it goes. Times are nanoseconds since the schedule's start. Belongs to one thread. */
final class Outcomes {

    /** Longer ones are recorded as this long; a request is given up before. */
    private static final long LATENCY_NANOS_MAX =
            LoadPlan.TIMEOUT_MAX.plusSeconds(30).toNanos();

    /** Less than a microsecond makes no difference, and would make the histograms larger. */
    private static final long LATENCY_NANOS_MIN = 1_000;

    private static final int DIGITS = 3;

    /** There may be thousands of seconds. */
    private static final int DIGITS_OF_SECOND = 2;

    private static final int OK = 200;
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private static final class Second {
        final IntCountsHistogram latencyNanos =
                new IntCountsHistogram(LATENCY_NANOS_MIN, LATENCY_NANOS_MAX, DIGITS_OF_SECOND);
        long offered;
        long succeeded;
        long degraded;
    }

    private final Histogram latencyNanos = new Histogram(LATENCY_NANOS_MIN, LATENCY_NANOS_MAX, DIGITS);
    private final Histogram latenessNanos = new Histogram(LATENCY_NANOS_MIN, LATENCY_NANOS_MAX, DIGITS);
    private final List<Second> seconds = new ArrayList<>();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Map<String, Long> degradedByKind = new TreeMap<>();
    private long offered;
    private long sent;
    private long succeeded;
    private long connectionErrors;
    private long timeouts;
    private long unsent;
    private long connectFailures;
    private long degraded;

    void offered(long dueNanos, long nowNanos) {
        offered++;
        second(dueNanos).offered++;
        record(latenessNanos, nowNanos - dueNanos);
    }

    void sent() {
        sent++;
    }

    /** @param kinds what the answer lacks */
    void answered(int status, List<String> kinds, long dueNanos, long nowNanos) {
        if (status != OK) {
            statuses.merge(status, 1L, Long::sum);
            return;
        }
        succeeded++;
        Second second = second(dueNanos);
        second.succeeded++;
        if (!kinds.isEmpty()) {
            degraded++;
            second.degraded++;
            for (String kind : kinds) {
                degradedByKind.merge(kind, 1L, Long::sum);
            }
        }
        record(latencyNanos, nowNanos - dueNanos);
        record(second.latencyNanos, nowNanos - dueNanos);
    }

    void connectionError() {
        connectionErrors++;
    }

    void connectFailed() {
        connectFailures++;
    }

    void timedOut(long dueNanos, long nowNanos) {
        timeouts++;
        gaveUp(dueNanos, nowNanos);
    }

    void notSent(long dueNanos, long nowNanos) {
        unsent++;
        gaveUp(dueNanos, nowNanos);
    }

    /** Whether every request that was offered has its outcome. */
    boolean complete() {
        long refused = 0;
        for (long count : statuses.values()) {
            refused += count;
        }
        return offered == succeeded + refused + connectionErrors + timeouts + unsent;
    }

    LoadResult result(Duration scheduled, Duration took) {
        if (succeeded > 0) {
            statuses.put(OK, succeeded);
        }
        Counts counts = new Counts(
                offered,
                sent,
                new TreeMap<>(statuses),
                connectionErrors,
                timeouts,
                unsent,
                connectFailures,
                degraded,
                new TreeMap<>(degradedByKind));
        return new LoadResult(
                took,
                perSecond(offered, scheduled),
                perSecond(succeeded, took),
                counts,
                Percentiles.ofNanos(latencyNanos),
                Percentiles.ofNanos(latenessNanos),
                series(),
                latencyNanos);
    }

    private List<SecondResult> series() {
        List<SecondResult> series = new ArrayList<>(seconds.size());
        for (Second second : seconds) {
            series.add(new SecondResult(
                    series.size(),
                    second.offered,
                    second.succeeded,
                    second.offered - second.succeeded,
                    second.degraded,
                    Percentiles.ofNanos(second.latencyNanos)));
        }
        return series;
    }

    private void gaveUp(long dueNanos, long nowNanos) {
        record(latencyNanos, nowNanos - dueNanos);
        record(second(dueNanos).latencyNanos, nowNanos - dueNanos);
    }

    private Second second(long dueNanos) {
        int index = (int) (dueNanos / NANOS_PER_SECOND);
        while (seconds.size() <= index) {
            seconds.add(new Second());
        }
        return seconds.get(index);
    }

    private static void record(AbstractHistogram nanos, long value) {
        nanos.recordValue(Math.max(0, Math.min(value, LATENCY_NANOS_MAX)));
    }

    private static double perSecond(long count, Duration duration) {
        return count * 1e9 / duration.toNanos();
    }
}
