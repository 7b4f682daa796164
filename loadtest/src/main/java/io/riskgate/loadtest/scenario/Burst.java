package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.load.SecondResult;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Ten times the rate for a second, which is twice what the engine can take. */
final class Burst implements Scenario {

    private static final double FACTOR = 10;
    private static final double OF_SATURATION = 0.2;
    private static final Duration AROUND = Duration.ofSeconds(10);
    private static final Duration BURST = Duration.ofSeconds(1);

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        Measurement burst;
        double rate;
        try (Target engine = bench.engine()) {
            bench.warmUp(engine, 4_000);
            rate = bench.saturation(engine) * OF_SATURATION;
            burst = bench.run("burst", engine, Schedule.burst(rate, FACTOR, AROUND, BURST));
        }
        long after = AROUND.plus(BURST).toSeconds();
        long recovered = burst.result().seconds().stream()
                .filter(second -> second.second() >= after
                        && second.latency().p99() < Saturation.P99_MAX_MILLIS
                        && second.degraded() == 0)
                .mapToLong(SecondResult::second)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        return new ScenarioReport(
                "burst",
                "A fifth of saturation, then ten times as much for one second, then a fifth again.",
                List.of(burst),
                List.of(Goals.noErrors("errors", List.of(burst))),
                List.of(
                        recovered == Long.MAX_VALUE
                                ? "No second after the burst had a P99 below 5 ms and no degraded answer."
                                : "The first second after the burst with a P99 below 5 ms and no degraded answer began "
                                        + (recovered - after) + " s after its end."));
    }
}
