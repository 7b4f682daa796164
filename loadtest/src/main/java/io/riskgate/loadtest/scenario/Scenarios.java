package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All scenarios by name, in the order in which they run. Immutable. */
public final class Scenarios {

    private static final Map<String, Scenario> ALL = all();

    private Scenarios() {}

    private static Map<String, Scenario> all() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("steady", new Steady());
        all.put("saturation", new AtSaturation());
        all.put("burst", new Burst());
        all.put("many_rules", new ManyRules());
        all.put("many_merchants", new ManyMerchants());
        all.put("hot_merchant", new HotMerchant());
        all.put("noisy_neighbour", new NoisyNeighbour());
        all.put("reload_storm", new ReloadStorm());
        all.put("redis", new WithRedis());
        all.put("redis_frozen", RedisFault.frozen());
        all.put("redis_killed", RedisFault.killed());
        all.put("batch", new Batch());
        all.put("backtest", new Backtesting());
        all.put("cold", new Cold());
        all.put("soak", new Soak());
        return all;
    }

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * Runs one. Blocks for minutes.
     *
     * @throws IOException if something that it needs does not start or does not answer
     */
    public static ScenarioReport run(String name, Bench bench) throws IOException, InterruptedException {
        Scenario scenario = ALL.get(name);
        if (scenario == null) {
            throw new IllegalArgumentException("there is no scenario " + name);
        }
        return scenario.run(bench);
    }
}
