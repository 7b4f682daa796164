package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.LoadResult;
import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One merchant sends ten times what all others do together. */
final class HotMerchant implements Scenario {

    private static final double OTHERS_OF_SATURATION = 0.05;
    private static final double FACTOR = 10;

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        List<Measurement> calm = new ArrayList<>();
        List<Measurement> beside = new ArrayList<>();
        List<LoadResult> hot = new ArrayList<>();
        double rate;
        try (Target others = bench.engine();
                ExecutorService loader = Executors.newSingleThreadExecutor()) {
            bench.warmUp(others, 4_000);
            rate = bench.saturation(others) * OTHERS_OF_SATURATION;
            Target flood = others.with("hot merchant", bench.traffic(1));
            for (int i = 0; i < bench.repetitions(); i++) {
                calm.add(bench.measure("others, alone", others, rate));
                Future<LoadResult> flooding =
                        loader.submit(() -> bench.load(flood, Schedule.poisson(rate * FACTOR, bench.measured(), 1)));
                beside.add(bench.measure("others, beside the hot merchant", others, rate));
                hot.add(flooding.get());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the hot merchant's load failed", bug.getCause());
        }
        long degraded =
                beside.stream().mapToLong(m -> m.result().counts().degraded()).sum();
        List<Measurement> all = new ArrayList<>(calm);
        all.addAll(beside);
        return new ScenarioReport(
                "hot_merchant",
                "100 merchants at a twentieth of saturation, alone and beside one that sends ten times as much as they do"
                        + " together.",
                all,
                List.of(
                        Goals.atMostTimes(
                                "P99 of the others, against alone",
                                Goals.medianP99(beside),
                                Goals.medianP99(calm),
                                1.3),
                        Goals.noErrors("refused of the others", beside),
                        new Goal("degraded of the others", "0", Long.toString(degraded), degraded == 0)),
                List.of(
                        "There are no quotas yet: the engine decides what the hot merchant sends as long as it can.",
                        "The hot merchant's own P99: "
                                + hot.stream()
                                        .map(result ->
                                                Goals.text(result.latency().p99()) + " ms")
                                        .toList() + ", degraded "
                                + hot.stream()
                                        .map(result ->
                                                Goals.text(100 * result.counts().degradedShare()) + " %")
                                        .toList()
                                + "."));
    }
}
