package io.riskgate.loadtest.load;

import java.time.Duration;
import java.util.List;

/**
 * When requests are due: one stage after the other, each at its rate.
 *
 * @param stages at least one, together at most {@link #DURATION_MAX}
 * @param spacing how requests lie within a stage
 * @param seed of Poisson arrivals; the same seed gives the same times
 */
public record Schedule(List<Stage> stages, Spacing spacing, long seed) {

    /** The series has a histogram for every second. */
    public static final Duration DURATION_MAX = Duration.ofHours(1);

    /** How requests lie in time. */
    public enum Spacing {
        /** At the same distance. */
        CONSTANT,
        /** Independent of each other, as those of many shoppers are. */
        POISSON
    }

    /**
     * A time with one rate.
     *
     * @param perSecond requests a second, above 0 to {@link #PER_SECOND_MAX}
     * @param duration above 0
     */
    public record Stage(double perSecond, Duration duration) {

        /** Far beyond what one thread sends. */
        public static final double PER_SECOND_MAX = 1_000_000;

        /** @throws IllegalArgumentException if one of them is out of bounds */
        public Stage {
            if (!(perSecond > 0 && perSecond <= PER_SECOND_MAX)) {
                throw new IllegalArgumentException("perSecond must be above 0 to " + PER_SECOND_MAX);
            }
            if (!duration.isPositive()) {
                throw new IllegalArgumentException("duration must be above 0");
            }
        }
    }

    /** @throws IllegalArgumentException if there are no stages or they are too long */
    public Schedule {
        stages = List.copyOf(stages);
        if (stages.isEmpty() || total(stages).compareTo(DURATION_MAX) > 0) {
            throw new IllegalArgumentException("a schedule takes one stage or more, and at most " + DURATION_MAX);
        }
    }

    /** One rate, at the same distance. */
    public static Schedule constant(double perSecond, Duration duration) {
        return new Schedule(List.of(new Stage(perSecond, duration)), Spacing.CONSTANT, 0);
    }

    /** One rate on the average, independent arrivals. */
    public static Schedule poisson(double perSecond, Duration duration, long seed) {
        return new Schedule(List.of(new Stage(perSecond, duration)), Spacing.POISSON, seed);
    }

    /** A rate, {@code factor} times it during the burst, and the rate again for as long as before. */
    public static Schedule burst(double perSecond, double factor, Duration around, Duration burst) {
        Stage calm = new Stage(perSecond, around);
        return new Schedule(List.of(calm, new Stage(perSecond * factor, burst), calm), Spacing.CONSTANT, 0);
    }

    /** From the start to the end of the last stage. */
    public Duration duration() {
        return total(stages);
    }

    private static Duration total(List<Stage> stages) {
        return stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
    }
}
