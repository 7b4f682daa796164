package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.util.List;

/** Checkouts in arrays of 20 and of 100, as an order import sends them. */
final class Batch implements Scenario {

    private static final String PATH = "/v1/decisions/batch";
    private static final double CHECKOUTS_PER_SECOND = 4_000;

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        try (Target engine = bench.engine()) {
            Target twenty = batches(bench, engine, 20);
            Target hundred = batches(bench, engine, 100);
            bench.warmUp(engine, CHECKOUTS_PER_SECOND);
            bench.warmUp(twenty, CHECKOUTS_PER_SECOND / 20);
            bench.warmUp(hundred, CHECKOUTS_PER_SECOND / 100);
            Measurement ofTwenty = bench.measure("batches of 20", twenty, CHECKOUTS_PER_SECOND / 20);
            Measurement ofHundred = bench.measure("batches of 100", hundred, CHECKOUTS_PER_SECOND / 100);
            List<Measurement> all = List.of(ofTwenty, ofHundred);
            return new ScenarioReport(
                    "batch",
                    "4,000 checkouts a second in arrays; each figure is of a whole array.",
                    all,
                    List.of(Goals.noErrors("errors", all)),
                    List.of());
        }
    }

    private static Target batches(Bench bench, Target engine, int size) throws IOException {
        String name = "batches of " + size;
        return engine.at(name, PATH).with(name, bench.traffic(Bench.MERCHANTS).inBatchesOf(size));
    }
}
