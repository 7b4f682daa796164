package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A quarter of saturation for long, to see what grows. */
final class Soak implements Scenario {

    private static final int PARTS = 6;
    private static final double DRIFT_MAX = 1.3;

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        List<Measurement> parts = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Double> heaps = new ArrayList<>();
        try (Target engine = bench.engine()) {
            bench.warmUp(engine, 4_000);
            double rate = bench.saturation(engine) / 4;
            Duration part = bench.soak().dividedBy(PARTS);
            for (int i = 1; i <= PARTS; i++) {
                parts.add(bench.run("part " + i + " of " + PARTS, engine, Schedule.poisson(rate, part, i)));
                heaps.add(engine.probe().liveHeapMiB());
            }
        }
        Measurement second = parts.get(1);
        Measurement last = parts.getLast();
        notes.add(
                "Heap in use after a collection at the end of each part, MiB: "
                        + heaps.stream().map(Goals::text).toList()
                        + ". It holds the windows of 30 days and the answers of 24 hours, so it grows until those bounds are reached.");
        return new ScenarioReport(
                "soak",
                "A quarter of saturation for " + bench.soak().toMinutes() + " minutes, in six parts.",
                parts,
                List.of(
                        Goals.noErrors("errors", parts),
                        Goals.atMostTimes(
                                "P99 of the last part, against the second's",
                                last.result().latency().p99(),
                                second.result().latency().p99(),
                                DRIFT_MAX),
                        new Goal(
                                "threads at the end, against the second part's",
                                "<= 2 more",
                                last.vitals().threads() - second.vitals().threads() + " more",
                                last.vitals().threads() <= second.vitals().threads() + 2),
                        new Goal(
                                "descriptors at the end, against the second part's",
                                "<= 2 more",
                                last.vitals().descriptors() - second.vitals().descriptors() + " more",
                                last.vitals().descriptors() <= second.vitals().descriptors() + 2)),
                notes);
    }
}
