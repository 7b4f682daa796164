package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import io.riskgate.loadtest.server.RuleFiles;
import io.riskgate.loadtest.server.Server;
import io.riskgate.loadtest.traffic.Traffic;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Ten thousand merchants with 20 rules each: the first decision of each, then load on all. The heap is twice as large as the
 * goal, since one that is too small shows only that it is, after minutes of collecting.
 */
final class ManyMerchants implements Scenario {

    private static final int MERCHANTS = 10_000;
    private static final List<String> HEAP = List.of("-Xms3g", "-Xmx3g");
    private static final double HEAP_MAX_MIB = 1_536;
    private static final double PER_SECOND = 2_000;
    private static final double COLD_MAX_MILLIS = 50;

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        Traffic traffic = bench.traffic(MERCHANTS);
        Path rules = RuleFiles.of(
                bench.rulesSource(), traffic.merchants(), bench.servers().work());
        bench.say("  starts with %,d rulesets ...", MERCHANTS);
        Server server = bench.servers().engine(rules, HEAP, List.of());
        try (Target engine = Target.of("decisions", server, Bench.DECISIONS, traffic)) {
            double start = server.startTook().toMillis() / 1e3;
            bench.warmUp(engine, PER_SECOND);
            Histogram cold = coldDecisions(engine);
            double coldMax = cold.getMaxValue() / 1e6;
            Measurement loaded = bench.measure("10,000 merchants", engine, PER_SECOND);
            double heap = engine.probe().liveHeapMiB();
            return new ScenarioReport(
                    "many_merchants",
                    "10,000 merchants with 20 rules each beside 20 platform rules, in a heap of 3 GiB.",
                    List.of(loaded),
                    List.of(
                            new Goal(
                                    "heap in use after a collection",
                                    "<= 1,536 MiB",
                                    Goals.text(heap) + " MiB",
                                    heap <= HEAP_MAX_MIB),
                            new Goal(
                                    "slowest decision of a merchant whose rules have no session",
                                    "<= 50 ms",
                                    Goals.text(coldMax) + " ms",
                                    coldMax <= COLD_MAX_MILLIS)),
                    List.of(
                            "Ready " + Goals.text(start) + " s after the start, which compiled all rulesets.",
                            "One decision of each merchant, one after the other, most without a session: P50 "
                                    + Goals.text(cold.getValueAtPercentile(50) / 1e6) + " ms, P99 "
                                    + Goals.text(cold.getValueAtPercentile(99) / 1e6) + " ms."));
        }
    }

    private static Histogram coldDecisions(Target engine) throws IOException, InterruptedException {
        Histogram nanos = new Histogram(3);
        List<String> merchants = engine.traffic().merchants();
        for (int i = 0; i < merchants.size(); i++) {
            String body = "{\"id\":\"cold-" + i + "\",\"merchantId\":\"" + merchants.get(i)
                    + "\",\"amount\":20.00,\"currency\":\"USD\"}";
            long startNanos = System.nanoTime();
            HttpResponse<String> reply = engine.server().send("POST", Bench.DECISIONS, "application/json", body);
            nanos.recordValue(System.nanoTime() - startNanos);
            if (reply.statusCode() != 200) {
                throw new IOException("a cold decision got " + reply.statusCode() + ": " + reply.body());
            }
        }
        return nanos;
    }
}
