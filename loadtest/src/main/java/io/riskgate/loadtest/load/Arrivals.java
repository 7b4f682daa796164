package io.riskgate.loadtest.load;

import io.riskgate.loadtest.load.Schedule.Spacing;
import io.riskgate.loadtest.load.Schedule.Stage;
import java.util.SplittableRandom;

/** The times of a schedule, one after the other. Belongs to one thread. */
final class Arrivals {

    /** There are no more. */
    static final long END = Long.MAX_VALUE;

    private final Schedule schedule;
    private final SplittableRandom random;
    private int stageIndex;
    private long stageStartNanos;
    private long stageNanos;
    private double gapNanos;

    /** Poisson: nanoseconds from the stage's start to the latest arrival. */
    private double sinceStartNanos;

    /** Constant: arrivals in this stage so far. Times are multiples, since a sum of gaps would drift. */
    private long inStage;

    Arrivals(Schedule schedule) {
        this.schedule = schedule;
        this.random = new SplittableRandom(schedule.seed());
        enter(0, 0);
    }

    /** Nanoseconds from the start of the schedule, never less than before, or {@link #END}. */
    long next() {
        while (stageIndex < schedule.stages().size()) {
            long inStageNanos = schedule.spacing() == Spacing.CONSTANT ? nextConstant() : nextPoisson();
            if (inStageNanos < stageNanos) {
                return stageStartNanos + inStageNanos;
            }
            // What lies beyond the stage is drawn anew at the next rate, as a Poisson process has no memory.
            enter(stageIndex + 1, stageStartNanos + stageNanos);
        }
        return END;
    }

    private long nextConstant() {
        return (long) (inStage++ * gapNanos);
    }

    private long nextPoisson() {
        sinceStartNanos -= Math.log(1 - random.nextDouble()) * gapNanos;
        return (long) sinceStartNanos;
    }

    private void enter(int index, long startNanos) {
        stageIndex = index;
        stageStartNanos = startNanos;
        sinceStartNanos = 0;
        inStage = 0;
        if (index < schedule.stages().size()) {
            Stage stage = schedule.stages().get(index);
            stageNanos = stage.duration().toNanos();
            gapNanos = 1e9 / stage.perSecond();
        }
    }
}
