package io.riskgate.loadtest.report;

import java.util.ArrayList;
import java.util.List;

/** From values to pixels. A value beyond an end is drawn at the end. */
record Axis(boolean logarithmic, double from, double to, double fromPixel, double toPixel, List<Tick> ticks) {

    /** A value that is written at the axis. */
    record Tick(double value, String label) {}

    /** Latencies that differ by more cannot be told apart on a linear axis. */
    private static final double LINEAR_SPAN_MAX = 50;

    /** Histograms are no finer than a microsecond, and zero has no place on a logarithmic axis. */
    private static final double MILLIS_MIN = 0.001;

    /** Over more there are labels only at the powers of ten. */
    private static final double FULLY_LABELLED_DECADES_MAX = 3;

    private static final double[] STEPS = {1, 2, 5, 10};

    /** Against floating-point noise when a value is exactly a step. */
    private static final double NOISE = 1e-9;

    Axis {
        ticks = List.copyOf(ticks);
    }

    /** The pixel of a value. */
    double at(double value) {
        double inside = Math.clamp(value, from, to);
        double share = logarithmic ? Math.log(inside / from) / Math.log(to / from) : (inside - from) / (to - from);
        return fromPixel + share * (toPixel - fromPixel);
    }

    /** Percentiles from 0 to 99.99 by {@code 1 / (1 - percentile)}, so that each nine more takes the same room. */
    static Axis percentiles(double fromPixel, double toPixel) {
        List<Tick> ticks = List.of(
                new Tick(1, "0 %"),
                new Tick(10, "90 %"),
                new Tick(100, "99 %"),
                new Tick(1_000, "99.9 %"),
                new Tick(10_000, "99.99 %"));
        return new Axis(true, 1, 10_000, fromPixel, toPixel, ticks);
    }

    /** Milliseconds: from zero, or logarithmic if they span more than {@link #LINEAR_SPAN_MAX}. */
    static Axis latency(double minMillis, double maxMillis, double fromPixel, double toPixel) {
        double min = Math.max(minMillis, MILLIS_MIN);
        double max = Math.max(maxMillis, min);
        return max > min * LINEAR_SPAN_MAX
                ? logarithmic(min, max, fromPixel, toPixel)
                : amount(max, 6, fromPixel, toPixel);
    }

    /** From zero to a round number that is at least the largest value, with about so many steps. */
    static Axis amount(double max, int steps, double fromPixel, double toPixel) {
        double positive = max > 0 ? max : 1;
        double step = stepFrom(positive / steps);
        return linear(Math.ceil(positive / step - NOISE) * step, step, fromPixel, toPixel);
    }

    /** From zero to exactly the last second. */
    static Axis time(double lastSecond, double fromPixel, double toPixel) {
        double positive = Math.max(1, lastSecond);
        return linear(positive, Math.max(1, stepFrom(positive / 12)), fromPixel, toPixel);
    }

    private static Axis linear(double to, double step, double fromPixel, double toPixel) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= to * (1 + NOISE); i++) {
            ticks.add(new Tick(i * step, Figures.tick(i * step)));
        }
        return new Axis(false, 0, to, fromPixel, toPixel, ticks);
    }

    private static Axis logarithmic(double min, double max, double fromPixel, double toPixel) {
        boolean everyStep = Math.log10(max / min) <= FULLY_LABELLED_DECADES_MAX;
        double from = decade(min);
        for (double step : STEPS) {
            from = step * decade(min) <= min * (1 + NOISE) ? step * decade(min) : from;
        }
        double to = stepFrom(max);
        List<Tick> ticks = new ArrayList<>();
        for (double decade = decade(from); decade <= to * (1 + NOISE); decade *= 10) {
            for (int digit = 1; digit < 10; digit++) {
                double value = digit * decade;
                if (value >= from * (1 - NOISE) && value <= to * (1 + NOISE)) {
                    boolean labelled = digit == 1 || (everyStep && (digit == 2 || digit == 5));
                    ticks.add(new Tick(value, labelled ? Figures.tick(value) : ""));
                }
            }
        }
        return new Axis(true, from, to, fromPixel, toPixel, ticks);
    }

    /** The power of ten at or below a value. */
    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value) + NOISE));
    }

    /** The least of 1, 2 and 5 times a power of ten that is not below the value. */
    private static double stepFrom(double value) {
        double decade = decade(value);
        for (double step : STEPS) {
            if (step * decade >= value * (1 - NOISE)) {
                return step * decade;
            }
        }
        throw new IllegalArgumentException("no step for " + value);
    }
}
