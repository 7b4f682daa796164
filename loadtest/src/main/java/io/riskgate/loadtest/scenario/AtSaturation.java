package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.util.List;

/** The highest rate that each of the three holds. */
final class AtSaturation implements Scenario {

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        Measurement decisions;
        Measurement echo;
        Measurement baseline;
        try (Target engine = bench.engine()) {
            Target bare = engine.at("echo", Bench.ECHO);
            bench.warmUp(bare, 4_000);
            bench.warmUp(engine, 4_000);
            decisions = bench.atSaturation(engine);
            echo = new Saturation(bench).search(bare);
        }
        try (Target other = bench.baseline()) {
            bench.warmUp(other, 4_000);
            baseline = new Saturation(bench).search(other);
        }
        List<Goal> goals = List.of(
                Goals.atLeastTimes("throughput, against echo's", rate(decisions), rate(echo), 0.8),
                Goals.atLeastTimes("throughput, against the baseline's", rate(decisions), rate(baseline), 2));
        return new ScenarioReport(
                "saturation",
                "The highest rate with a P99 below 5 ms, no error and at most 1 % of degraded answers, found by search.",
                List.of(decisions, echo, baseline),
                goals,
                List.of());
    }

    private static double rate(Measurement atSaturation) {
        return atSaturation.result().offeredPerSecond();
    }
}
