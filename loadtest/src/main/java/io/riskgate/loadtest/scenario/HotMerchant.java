package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.util.List;

/** One merchant sends ten times what all others do together, and no quota holds it. */
final class HotMerchant implements Scenario {

    private static final double OTHERS_OF_SATURATION = 0.05;
    private static final double FACTOR = 10;

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        try (Target others = bench.engine()) {
            bench.warmUp(others, 4_000);
            double rate = bench.saturation(others) * OTHERS_OF_SATURATION;
            Target hot = others.with("hot merchant", bench.traffic(1));
            Beside runs = Beside.measure(bench, others, rate, "hot merchant", hot, rate * FACTOR);
            return new ScenarioReport(
                    "hot_merchant",
                    "100 merchants at a twentieth of saturation, alone and beside one that sends ten times as much as they"
                            + " do together.",
                    runs.all(),
                    runs.goals(),
                    List.of(
                            "No keys are asked for, so no quota holds: the engine decides what the hot merchant sends as"
                                    + " long as it can.",
                            "The hot merchant's own P99: "
                                    + runs.flood().stream()
                                            .map(result ->
                                                    Goals.text(result.latency().p99()) + " ms")
                                            .toList()
                                    + ", degraded "
                                    + runs.flood().stream()
                                            .map(result -> Goals.text(100
                                                            * result.counts().degradedShare()) + " %")
                                            .toList()
                                    + "."));
        }
    }
}
