package io.riskgate.loadtest.report;

import io.riskgate.loadtest.load.Counts;
import io.riskgate.loadtest.load.LoadResult;
import io.riskgate.loadtest.load.Percentiles;
import io.riskgate.loadtest.load.SecondResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Measurements that nobody made. */
final class Runs {

    static final Vitals VITALS = new Vitals(212.34, 51.2, 33, 1.7, 3_072, 4, 12.5, 900, 300, 700, 40, 120);

    /** Of a server that could not be read. */
    static final Vitals UNKNOWN = new Vitals(
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            -1,
            Double.NaN,
            -1,
            Double.NaN,
            Double.NaN,
            -1,
            -1);

    static final Conditions CONDITIONS =
            new Conditions("loadtest --all", "2026-11-25", List.of("Two cores.", "JDK 25 with the serial collector."));

    private Runs() {}

    /** A run whose requests took these times, one each second. */
    static Measurement of(String name, double... millis) {
        Histogram nanos = histogram();
        List<SecondResult> seconds = new ArrayList<>();
        for (double latency : millis) {
            nanos.recordValue(Math.round(latency * 1e6));
            seconds.add(new SecondResult(
                    seconds.size(), 1, 1, 0, 0, new Percentiles(latency, latency, latency, latency, latency)));
        }
        return of(name, nanos, seconds, VITALS);
    }

    static Measurement of(String name, Histogram nanos, List<SecondResult> seconds, Vitals vitals) {
        long requests = nanos.getTotalCount();
        SortedMap<Integer, Long> statuses = new TreeMap<>();
        statuses.put(200, requests);
        Counts counts = new Counts(requests, requests, statuses, 0, 0, 0, 0, 0, new TreeMap<>());
        Percentiles latency = percentiles(nanos);
        LoadResult result = new LoadResult(
                Duration.ofSeconds(10), requests / 10.0, requests / 10.0, counts, latency, latency, seconds, nanos);
        return new Measurement(name, result, vitals);
    }

    static ScenarioReport scenario(Measurement... runs) {
        return new ScenarioReport(
                "reload_storm",
                "Rules are reloaded without a pause.",
                List.of(runs),
                List.of(
                        new Goal("P99 at half of saturation", "< 5 ms", "1.94 ms", true),
                        new Goal("errors", "0", "3", false)),
                List.of("The collector ran four times."));
    }

    /** A scenario of which nothing is known. */
    static ScenarioReport emptyScenario() {
        return new ScenarioReport("empty", "Nothing is sent.", List.of(), List.of(), List.of());
    }

    static Histogram histogram() {
        return new Histogram(1_000, 90_000_000_000L, 3);
    }

    private static Percentiles percentiles(Histogram nanos) {
        return new Percentiles(
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(90) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6,
                nanos.getMaxValue() / 1e6);
    }
}
