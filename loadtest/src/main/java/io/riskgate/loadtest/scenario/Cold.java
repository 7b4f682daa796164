package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The first 1,000 decisions of an engine that has just become ready. */
final class Cold implements Scenario {

    private static final double PER_SECOND = 500;
    private static final Duration FIRST = Duration.ofSeconds(2);

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        List<Measurement> first = new ArrayList<>();
        List<Measurement> warm = new ArrayList<>();
        List<String> starts = new ArrayList<>();
        // So that the generator is warm: its own first requests would be the slowest.
        try (Target other = bench.engine()) {
            bench.warmUp(other, 4_000);
        }
        for (int i = 0; i < bench.repetitions(); i++) {
            try (Target engine = bench.engine()) {
                starts.add(Goals.text(engine.server().startTook().toMillis() / 1e3) + " s");
                first.add(bench.run("the first 1,000", engine, Schedule.constant(PER_SECOND, FIRST)));
                bench.warmUp(engine, 4_000);
                warm.add(bench.measure("warm, the same rate", engine, PER_SECOND));
            }
        }
        List<Measurement> all = new ArrayList<>(first);
        all.addAll(warm);
        return new ScenarioReport(
                "cold",
                "The first 1,000 decisions after the start, at 500 a second, and the same rate when warm.",
                all,
                List.of(
                        Goals.p99Below("P99 of the first 1,000", Goals.medianP99(first), 5),
                        Goals.noErrors("errors", first)),
                List.of("Ready after " + starts + ", 100 merchants' rulesets compiled."));
    }
}
