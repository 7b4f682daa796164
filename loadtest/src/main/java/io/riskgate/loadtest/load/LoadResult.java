package io.riskgate.loadtest.load;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a run measured.
 *
 * @param took from the schedule's start until it was over and every request had its outcome
 * @param offeredPerSecond what the schedule had, on the average
 * @param achievedPerSecond answers with status 200 over {@code took}; a server that hangs lowers it in both ways
 * @param counts what became of the requests
 * @param latency of answers with status 200, from the time at which each request was due; and of requests that were
 *     given up, at the age they then had, so that a server cannot improve its percentiles by not answering
 * @param lateness how long after its due time the generator itself came to each request. It is part of the latency too: where
 *     it is not small beside it, the generator or the machine is measured rather than the server
 * @param seconds the same over time
 * @param latencyNanos the histogram behind {@code latency}
 */
public record LoadResult(
        Duration took,
        double offeredPerSecond,
        double achievedPerSecond,
        Counts counts,
        Percentiles latency,
        Percentiles lateness,
        List<SecondResult> seconds,
        Histogram latencyNanos) {

    public LoadResult {
        seconds = List.copyOf(seconds);
    }
}
