package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.load.LoadResult;
import io.riskgate.loadtest.load.Schedule;
import java.io.IOException;
import java.time.Duration;

/**
 * Searches the highest rate that a server holds: P99 below 5 ms, no error, and at most 1 % of the answers degraded, since an
 * engine that answers with the fallback verdict is in time too. The rate grows by half until one does not hold, then the gap is
 * halved. A rate that does not hold is tried once more, because a shared machine stalls now and then.
 */
final class Saturation {

    static final double P99_MAX_MILLIS = 5;
    static final double DEGRADED_MAX = 0.01;

    private static final double FIRST = 2_000;
    private static final double FACTOR = 1.5;
    private static final int HALVINGS = 4;
    private static final int TRIES = 2;
    private static final double PER_SECOND_MAX = 200_000;
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Bench bench;

    Saturation(Bench bench) {
        this.bench = bench;
    }

    double search(Target target) throws IOException, InterruptedException {
        double holds = 0;
        double next = FIRST;
        while (next < PER_SECOND_MAX && holdsAt(target, next)) {
            holds = next;
            next *= FACTOR;
        }
        double fails = next;
        if (holds == 0) {
            fails = FIRST;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (holds + fails) / 2;
            if (holdsAt(target, middle)) {
                holds = middle;
            } else {
                fails = middle;
            }
        }
        return holds;
    }

    private boolean holdsAt(Target target, double perSecond) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (triedAt(target, perSecond)) {
                return true;
            }
        }
        return false;
    }

    private boolean triedAt(Target target, double perSecond) throws IOException, InterruptedException {
        LoadResult result = bench.run(
                        target.name() + ", search", target, Schedule.poisson(perSecond, STEP, (long) perSecond))
                .result();
        return result.latency().p99() < P99_MAX_MILLIS
                && result.counts().errors() == 0
                && result.counts().degradedShare() <= DEGRADED_MAX;
    }
}
