package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import io.riskgate.loadtest.server.Redis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The windows in a Redis on the same machine. */
final class WithRedis implements Scenario {

    static final String STORE = "riskgate.store=redis";

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        List<Measurement> half = new ArrayList<>();
        Measurement saturation;
        Measurement echo;
        try (Redis redis = bench.servers().redis();
                Target engine = bench.engine(STORE, "quarkus.redis.hosts=" + redis.uri())) {
            Target bare = engine.at("echo", Bench.ECHO);
            bench.warmUp(engine, 2_000);
            bench.warmUp(bare, 4_000);
            saturation = new Saturation(bench).search(engine);
            echo = new Saturation(bench).search(bare);
            for (int i = 0; i < bench.repetitions(); i++) {
                half.add(bench.measure("with Redis, half of saturation", engine, rate(saturation) / 2));
            }
        }
        List<Goal> goals = List.of(
                Goals.p99Below("P99 with Redis at half of saturation", Goals.medianP99(half), 5),
                Goals.atLeastTimes("throughput with Redis, against echo's", rate(saturation), rate(echo), 0.5),
                Goals.noErrors("errors", half));
        List<Measurement> all = new ArrayList<>(half);
        all.add(saturation);
        all.add(echo);
        return new ScenarioReport(
                "redis",
                "As steady, with the windows in a Redis that shares the generator's cores.",
                all,
                goals,
                List.of());
    }

    private static double rate(Measurement atSaturation) {
        return atSaturation.result().offeredPerSecond();
    }
}
