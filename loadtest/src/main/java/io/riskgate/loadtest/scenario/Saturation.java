package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.LoadResult;
import io.riskgate.loadtest.load.Schedule;
import io.riskgate.loadtest.load.SecondResult;
import io.riskgate.loadtest.report.Measurement;
import java.io.IOException;
import java.time.Duration;

/**
 * Searches the highest rate that a server holds: P99 below 5 ms, no error, and at most 1 % of the answers degraded, since an
 * engine that answers with the fallback verdict is in time too.
 *
 * <p>First roughly, in short runs: the rate grows by half until the usual second does not hold, then the gap is halved. The
 * usual second, because one stall of a shared machine would decide a short run; and a rate that does not hold is tried once more,
 * because there are also seconds in which nothing would hold. Then for certain: a whole run at what was
 * found must hold, stalls included, or the rate is lowered by a tenth.
 */
final class Saturation {

    static final double P99_MAX_MILLIS = 5;
    static final double DEGRADED_MAX = 0.01;

    private static final double FIRST = 2_000;
    private static final double FACTOR = 1.5;
    private static final int HALVINGS = 3;
    private static final double PER_SECOND_MAX = 200_000;
    private static final Duration STEP = Duration.ofSeconds(4);
    private static final int TRIES = 2;
    private static final double LOWER = 0.9;
    private static final int LOWERED_MAX = 12;

    private final Bench bench;

    Saturation(Bench bench) {
        this.bench = bench;
    }

    /**
     * A run at the highest rate that holds.
     *
     * @throws IOException if no rate was found to hold
     */
    Measurement search(Target target) throws IOException, InterruptedException {
        double rate = roughly(target);
        for (int i = 0; i < LOWERED_MAX; i++) {
            Measurement run = bench.measure(target.name() + ", at saturation", target, rate);
            if (isFine(run.result(), run.result().latency().p99())) {
                return run;
            }
            rate *= LOWER;
        }
        throw new IOException("no rate was found that " + target.name() + " holds");
    }

    private double roughly(Target target) throws IOException, InterruptedException {
        double holds = FIRST;
        double fails = FIRST * FACTOR;
        while (fails < PER_SECOND_MAX && holdsUsually(target, fails)) {
            holds = fails;
            fails *= FACTOR;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (holds + fails) / 2;
            if (holdsUsually(target, middle)) {
                holds = middle;
            } else {
                fails = middle;
            }
        }
        return holds;
    }

    private boolean holdsUsually(Target target, double perSecond) throws IOException, InterruptedException {
        boolean holds = false;
        for (int i = 0; i < TRIES && !holds; i++) {
            holds = holdsOnce(target, perSecond);
        }
        return holds;
    }

    private boolean holdsOnce(Target target, double perSecond) throws IOException, InterruptedException {
        LoadResult result = bench.run(
                        target.name() + ", search", target, Schedule.poisson(perSecond, STEP, (long) perSecond))
                .result();
        double[] p99 = result.seconds().stream()
                .map(SecondResult::latency)
                .mapToDouble(latency -> latency.p99())
                .sorted()
                .toArray();
        return isFine(result, p99[p99.length / 2]);
    }

    private static boolean isFine(LoadResult result, double p99Millis) {
        return p99Millis < P99_MAX_MILLIS
                && result.counts().errors() == 0
                && result.counts().degradedShare() <= DEGRADED_MAX;
    }
}
