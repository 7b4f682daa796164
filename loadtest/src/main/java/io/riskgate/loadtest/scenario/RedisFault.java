package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import io.riskgate.loadtest.server.Redis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Redis fails under load, and comes back. The first 250 ms of each are a run of their own. */
final class RedisFault implements Scenario {

    private static final double PER_SECOND = 1_000;
    private static final Duration CHANGE = Duration.ofMillis(250);

    private final String name;
    private final String summary;
    private final Step fail;
    private final Step recover;

    @FunctionalInterface
    private interface Step {
        void on(Redis redis) throws IOException, InterruptedException;
    }

    private RedisFault(String name, String summary, Step fail, Step recover) {
        this.name = name;
        this.summary = summary;
        this.fail = fail;
        this.recover = recover;
    }

    static RedisFault frozen() {
        return new RedisFault(
                "redis_frozen",
                "Redis is stopped by SIGSTOP under load, and goes on later.",
                Redis::freeze,
                Redis::thaw);
    }

    static RedisFault killed() {
        return new RedisFault(
                "redis_killed",
                "Redis is killed under load, and started again, empty, later.",
                Redis::kill,
                Redis::restart);
    }

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        try (Redis redis = bench.servers().redis();
                Target engine = bench.engine(WithRedis.STORE, "quarkus.redis.hosts=" + redis.uri())) {
            bench.warmUp(engine, PER_SECOND);
            Measurement before = bench.measure("before", engine, PER_SECOND);
            fail.on(redis);
            Measurement failing = bench.run("its first 250 ms without Redis", engine, change());
            Measurement without = bench.measure("without Redis", engine, PER_SECOND);
            recover.on(redis);
            Measurement recovering = bench.run("its first 250 ms with Redis again", engine, change());
            Measurement after = bench.measure("with Redis again", engine, PER_SECOND);
            List<Measurement> all = List.of(before, failing, without, recovering, after);
            List<Goal> goals = List.of(
                    Goals.noErrors("errors", all),
                    Goals.p99Below(
                            "P99 without Redis, outside of the first 250 ms",
                            without.result().latency().p99(),
                            5),
                    Goals.p99Below(
                            "P99 with Redis again, outside of the first 250 ms",
                            after.result().latency().p99(),
                            5));
            return new ScenarioReport(
                    name,
                    summary,
                    all,
                    goals,
                    List.of("That the counts in Redis are exact afterwards is what ./riskgate faults checks."));
        }
    }

    private static Schedule change() {
        return Schedule.constant(PER_SECOND, CHANGE);
    }
}
