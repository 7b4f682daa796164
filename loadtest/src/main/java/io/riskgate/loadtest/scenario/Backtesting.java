package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import io.riskgate.loadtest.report.ScenarioReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A journal of a million decisions is replayed, first while nothing else is done, then beside decisions. The rates are fixed, so
 * that the scenario need not search for saturation first.
 */
final class Backtesting implements Scenario {

    private static final double FILL_PER_SECOND = 5_000;
    private static final Duration FILL = Duration.ofSeconds(205);
    private static final double PER_SECOND = 2_000;
    private static final double MILLION_SECONDS_MAX = 20;
    private static final double P99_TIMES_MAX = 1.3;

    @Override
    public ScenarioReport run(Bench bench) throws IOException, InterruptedException {
        List<Measurement> calm = new ArrayList<>();
        List<Measurement> beside = new ArrayList<>();
        Replays.Result alone;
        boolean lasted = true;
        try (Target engine = bench.engine()) {
            Replays replays = new Replays(engine.server());
            bench.run("filling the journal", engine, Schedule.constant(FILL_PER_SECOND, FILL));
            alone = replays.await(replays.start());
            bench.say(
                    "  %,d checkouts replayed in %.1f s, %d of them with another verdict than before%s",
                    alone.checkouts(), alone.seconds(), alone.changed(), alone.windowsFull() ? ", windows full" : "");
            bench.warmUp(engine, PER_SECOND);
            for (int i = 0; i < bench.repetitions(); i++) {
                calm.add(bench.measure("without a backtest", engine, PER_SECOND));
                String running = replays.start();
                beside.add(bench.measure("beside a backtest", engine, PER_SECOND));
                lasted &= replays.isRunning(running);
                replays.cancel(running);
            }
        }
        List<Measurement> all = new ArrayList<>(calm);
        all.addAll(beside);
        double secondsOfMillion = alone.seconds() * 1e6 / alone.checkouts();
        return new ScenarioReport(
                "backtest",
                "A journal of a million decisions replayed through the platform's and the merchants' rules; then decisions at a fixed"
                        + " rate, without and beside that.",
                all,
                List.of(
                        new Goal(
                                "a million checkouts",
                                "<= " + Goals.text(MILLION_SECONDS_MAX) + " s",
                                Goals.text(secondsOfMillion) + " s",
                                secondsOfMillion <= MILLION_SECONDS_MAX),
                        Goals.atMostTimes(
                                "P99, against without a backtest",
                                Goals.medianP99(beside),
                                Goals.medianP99(calm),
                                P99_TIMES_MAX),
                        Goals.noErrors("errors", beside)),
                List.of(
                        String.format(
                                Locale.ROOT,
                                "While nothing else was done, %,d checkouts were replayed in %.1f s; %d of them had another verdict than in"
                                        + " the journal%s.",
                                alone.checkouts(),
                                alone.seconds(),
                                alone.changed(),
                                alone.windowsFull() ? " (there was no room for all windows)" : ""),
                        lasted
                                ? "Each backtest beside decisions ran longer than these, and was cancelled then."
                                : "A backtest beside decisions ended before these did."));
    }
}
