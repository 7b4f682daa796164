package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.LoadResult;
import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One merchant sends ten times its quota beside 20 others, with keys in force. The rates are fixed, so that the scenario need not
 * search for saturation first.
 */
final class NoisyNeighbour implements Scenario {

    private static final int OTHERS = 20;
    private static final double OTHERS_PER_SECOND = 500;
    private static final int QUOTA = 200;
    private static final double FACTOR = 10;

    /** For the requests that a schedule by chance does not have when there is a token. */
    private static final double DECIDED_OF_QUOTA_MIN = 0.95;

    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        try (Target all = bench.engineWithKeys(1 + OTHERS)) {
            String noisy = all.traffic().merchants().getFirst();
            bench.warmUp(all, 4 * OTHERS_PER_SECOND);
            MerchantKeys.quota(all.server(), noisy, QUOTA);
            Target others = all.with("others", all.traffic().only(merchant -> !merchant.equals(noisy)));
            Target flood = all.with("noisy neighbour", all.traffic().only(noisy::equals));
            Beside runs = Beside.measure(bench, others, OTHERS_PER_SECOND, "noisy neighbour", flood, QUOTA * FACTOR);
            List<Goal> goals = new ArrayList<>(runs.goals());
            goals.add(decided(runs.flood(), bench.measured()));
            goals.add(refusedOtherwise(runs.flood()));
            return new ScenarioReport(
                    "noisy_neighbour",
                    "20 merchants at 500 a second together, alone and beside one with a quota of 200 a second that sends"
                            + " ten times that; each with its own key.",
                    runs.all(),
                    goals,
                    List.of("Of the noisy neighbour a run decided " + decided(runs.flood()) + " a second of "
                            + runs.flood().stream()
                                    .map(run -> Goals.text(run.offeredPerSecond()))
                                    .toList()
                            + " offered, and refused " + count(runs.flood(), TOO_MANY_REQUESTS)
                            + " with a 429; P99 of what"
                            + " was decided "
                            + runs.flood().stream()
                                    .map(run -> Goals.text(run.latency().p99()) + " ms")
                                    .toList()
                            + "."));
        }
    }

    /** Its quota, and the bucket that was full at first. */
    private static Goal decided(List<LoadResult> flood, Duration measured) {
        double most = QUOTA + QUOTA * 1e3 / measured.toMillis();
        boolean met = flood.stream()
                .mapToDouble(NoisyNeighbour::decidedPerSecond)
                .allMatch(rate -> rate >= DECIDED_OF_QUOTA_MIN * QUOTA && rate <= most);
        return new Goal(
                "decided of the noisy neighbour, a second",
                Goals.text(DECIDED_OF_QUOTA_MIN * QUOTA) + " to " + Goals.text(most),
                decided(flood).toString(),
                met);
    }

    private static Goal refusedOtherwise(List<LoadResult> flood) {
        long others = flood.stream()
                .mapToLong(run -> run.counts().offered()
                        - run.counts().succeeded()
                        - run.counts().statuses().getOrDefault(TOO_MANY_REQUESTS, 0L))
                .sum();
        return new Goal("neither decided nor a 429 of the noisy neighbour", "0", Long.toString(others), others == 0);
    }

    private static List<String> decided(List<LoadResult> flood) {
        return flood.stream().map(run -> Goals.text(decidedPerSecond(run))).toList();
    }

    /** Over the schedule, since a run goes on for a moment after it. */
    private static double decidedPerSecond(LoadResult run) {
        return run.offeredPerSecond() * run.counts().succeeded() / run.counts().offered();
    }

    private static List<Long> count(List<LoadResult> flood, int status) {
        return flood.stream()
                .map(run -> run.counts().statuses().getOrDefault(status, 0L))
                .toList();
    }
}
