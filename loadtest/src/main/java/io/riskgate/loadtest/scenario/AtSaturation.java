package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The highest rate that each of the three holds. */
final class AtSaturation implements Scenario {

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        double decisions;
        double echo;
        double baseline;
        Measurement decisionsThere;
        Measurement echoThere;
        Measurement baselineThere;
        try (Target engine = bench.engine()) {
            Target bare = engine.at("echo", Bench.ECHO);
            bench.warmUp(engine, 4_000);
            bench.warmUp(bare, 4_000);
            decisions = bench.saturation(engine);
            echo = new Saturation(bench).search(bare);
            decisionsThere = bench.measure("decisions, at saturation", engine, decisions);
            echoThere = bench.measure("echo, at its saturation", bare, echo);
        }
        try (Target other = bench.baseline()) {
            bench.warmUp(other, 4_000);
            baseline = new Saturation(bench).search(other);
            baselineThere = bench.measure("baseline, at its saturation", other, baseline);
        }
        List<Goal> goals = List.of(
                Goals.atLeastTimes("throughput, against echo's", decisions, echo, 0.8),
                Goals.atLeastTimes("throughput, against the baseline's", decisions, baseline, 2));
        return new ScenarioReport(
                "saturation",
                "The highest rate with a P99 below 5 ms, no error and at most 1 % of degraded answers, found by search.",
                List.of(decisionsThere, echoThere, baselineThere),
                goals,
                List.of("Held: decisions " + perSecond(decisions) + ", echo " + perSecond(echo) + ", baseline "
                        + perSecond(baseline) + "."));
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%,.0f/s", rate);
    }
}
