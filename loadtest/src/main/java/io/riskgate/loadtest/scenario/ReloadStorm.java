package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import io.riskgate.loadtest.server.RuleFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ten uploads a second under load; after each, a decision of the same merchant must be by that version. */
final class ReloadStorm implements Scenario {

    private static final double UPLOADS_PER_SECOND = 10;

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        List<Measurement> calm = new ArrayList<>();
        List<Measurement> storm = new ArrayList<>();
        List<Uploads.Result> uploads = new ArrayList<>();
        try (Target engine = bench.engine()) {
            bench.warmUp(engine, 4_000);
            double rate = bench.saturation(engine) / 2;
            String rules = RuleFiles.merchant(bench.rulesSource());
            try (Uploads warming = new Uploads(engine, rules, UPLOADS_PER_SECOND)) {
                warming.start();
                bench.warmUp(engine, rate);
            }
            for (int i = 0; i < bench.repetitions(); i++) {
                calm.add(bench.measure("without uploads", engine, rate));
                try (Uploads running = new Uploads(engine, rules, UPLOADS_PER_SECOND)) {
                    running.start();
                    storm.add(bench.measure("10 uploads a second", engine, rate));
                    uploads.add(running.stop());
                }
            }
        }
        List<Measurement> all = new ArrayList<>(calm);
        all.addAll(storm);
        int made = uploads.stream().mapToInt(Uploads.Result::made).sum();
        int wrong = uploads.stream().mapToInt(Uploads.Result::wrong).sum();
        double liveP99 = uploads.stream()
                .mapToDouble(Uploads.Result::liveP99Millis)
                .max()
                .orElseThrow();
        return new ScenarioReport(
                "reload_storm",
                "Half of saturation, while rulesets of 20 rules are uploaded for one merchant after the other.",
                all,
                List.of(
                        Goals.atMostTimes(
                                "P99, against without uploads", Goals.medianP99(storm), Goals.medianP99(calm), 1.3),
                        Goals.noErrors("errors", storm),
                        new Goal(
                                "uploads that failed or were not live when they were answered",
                                "0",
                                wrong + " of " + made,
                                wrong == 0)),
                List.of("From the start of an upload until a decision by it was answered, under load: P99 "
                        + Goals.text(liveP99) + " ms in the worst run."));
    }
}
