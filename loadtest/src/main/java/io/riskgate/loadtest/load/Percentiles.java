package io.riskgate.loadtest.load;

import org.HdrHistogram.AbstractHistogram;

/** Percentiles of times, in milliseconds; all 0 if there were none. */
public record Percentiles(double p50, double p90, double p99, double p999, double max) {

    private static final double NANOS_PER_MILLI = 1e6;

    static Percentiles ofNanos(AbstractHistogram nanos) {
        return new Percentiles(at(nanos, 50), at(nanos, 90), at(nanos, 99), at(nanos, 99.9), at(nanos, 100));
    }

    private static double at(AbstractHistogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? 0 : nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }
}
