package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.LoadResult;
import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Merchants alone, and beside one that floods the engine, in turns.
 *
 * @param alone runs of the merchants
 * @param beside runs of the same with the flood beside
 * @param flood what became of it, in each of these
 */
record Beside(List<Measurement> alone, List<Measurement> beside, List<LoadResult> flood) {

    private static final double P99_TIMES_MAX = 1.3;
    private static final long SEED = 1;

    /**
     * Measures it as often as the bench repeats.
     *
     * @param who floods, as reports call it
     */
    static Beside measure(Bench bench, Target others, double perSecond, String who, Target flood, double floodPerSecond)
            throws IOException, InterruptedException {
        List<Measurement> alone = new ArrayList<>();
        List<Measurement> beside = new ArrayList<>();
        List<LoadResult> flooded = new ArrayList<>();
        try (ExecutorService loader = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < bench.repetitions(); i++) {
                alone.add(bench.measure("others, alone", others, perSecond));
                Future<LoadResult> flooding = loader.submit(
                        () -> bench.load(flood, Schedule.poisson(floodPerSecond, bench.measured(), SEED)));
                beside.add(bench.measure("others, beside the " + who, others, perSecond));
                flooded.add(flooding.get());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the load of the " + who + " failed", bug.getCause());
        }
        return new Beside(alone, beside, flooded);
    }

    /** All runs of the others. */
    List<Measurement> all() {
        List<Measurement> all = new ArrayList<>(alone);
        all.addAll(beside);
        return all;
    }

    /** What the others are not to notice. */
    List<Goal> goals() {
        long degraded =
                beside.stream().mapToLong(m -> m.result().counts().degraded()).sum();
        return List.of(
                Goals.atMostTimes(
                        "P99 of the others, against alone",
                        Goals.medianP99(beside),
                        Goals.medianP99(alone),
                        P99_TIMES_MAX),
                Goals.noErrors("refused of the others", beside),
                new Goal("degraded of the others", "0", Long.toString(degraded), degraded == 0));
    }
}
