package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Half of what the engine can take, beside the bare endpoint and the baseline at the same rate. */
final class Steady implements Scenario {

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        List<Measurement> decisions = new ArrayList<>();
        List<Measurement> echo = new ArrayList<>();
        List<Measurement> baseline = new ArrayList<>();
        double rate;
        try (Target engine = bench.engine()) {
            Target bare = engine.at("echo", Bench.ECHO);
            bench.warmUp(bare, 4_000);
            bench.warmUp(engine, 4_000);
            rate = bench.saturation(engine) / 2;
            bench.warmUp(bare, rate);
            for (int i = 0; i < bench.repetitions(); i++) {
                decisions.add(bench.measure("decisions, half of saturation", engine, rate));
                echo.add(bench.measure("echo, the same rate", bare, rate));
            }
        }
        try (Target other = bench.baseline()) {
            bench.warmUp(other, 4_000);
            for (int i = 0; i < bench.repetitions(); i++) {
                baseline.add(bench.measure("baseline, the same rate", other, rate));
            }
        }
        List<Goal> goals = List.of(
                Goals.p99Below("P99 at half of saturation", Goals.medianP99(decisions), 5),
                Goals.atMostTimes("P99, against echo's", Goals.medianP99(decisions), Goals.medianP99(echo), 1.3),
                Goals.noErrors("errors", decisions));
        List<Measurement> all = new ArrayList<>(decisions);
        all.addAll(echo);
        all.addAll(baseline);
        return new ScenarioReport(
                "steady",
                "20 platform and 20 merchant rules, 4 velocity features, 100 merchants, embedded, at half of saturation.",
                all,
                goals,
                List.of("Goals take the median of the repetitions."));
    }
}
