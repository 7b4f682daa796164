package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import io.riskgate.loadtest.server.RuleFiles;
import io.riskgate.loadtest.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What 10, 100 and 1,000 platform rules cost, at one rate. */
final class ManyRules implements Scenario {

    private static final List<Integer> COUNTS = List.of(10, 100, 1_000);
    private static final double PER_SECOND = 3_000;

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        List<Measurement> measurements = new ArrayList<>();
        List<Goal> goals = new ArrayList<>();
        for (int count : COUNTS) {
            Path rules = RuleFiles.generated(count, bench.servers().work());
            Server server = bench.servers().engine(rules, List.of(), List.of());
            try (Target engine = Target.of("decisions", server, Bench.DECISIONS, bench.traffic(Bench.MERCHANTS))) {
                bench.warmUp(engine, PER_SECOND);
                Measurement measurement = bench.measure(count + " rules", engine, PER_SECOND);
                measurements.add(measurement);
                goals.add(Goals.p99Below(
                        "P99 with " + count + " rules",
                        measurement.result().latency().p99(),
                        5));
            }
        }
        return new ScenarioReport(
                "many_rules",
                "Generated platform rules with 4 velocity features and no merchant's rules, at one rate.",
                measurements,
                goals,
                List.of());
    }
}
