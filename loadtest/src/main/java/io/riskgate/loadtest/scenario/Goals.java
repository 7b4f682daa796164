package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.report.Goal;
import io.riskgate.loadtest.report.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Holds measurements against what is to be reached. Stateless. */
final class Goals {

    private Goals() {}

    /** The middle one of repetitions. */
    static double medianP99(List<Measurement> repetitions) {
        return median(repetitions, m -> m.result().latency().p99());
    }

    static double median(List<Measurement> repetitions, ToDoubleFunction<Measurement> value) {
        double[] sorted = repetitions.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    static Goal p99Below(String what, double millis, double goalMillis) {
        return new Goal(what, "< " + text(goalMillis) + " ms", text(millis) + " ms", millis < goalMillis);
    }

    static Goal atMostTimes(String what, double value, double other, double factor) {
        double ratio = value / other;
        return new Goal(what, "<= " + text(factor) + " x", text(ratio) + " x", ratio <= factor);
    }

    static Goal atLeastTimes(String what, double value, double other, double factor) {
        double ratio = value / other;
        return new Goal(what, ">= " + text(factor) + " x", text(ratio) + " x", ratio >= factor);
    }

    static Goal noErrors(String what, List<Measurement> all) {
        long errors = all.stream().mapToLong(m -> m.result().counts().errors()).sum();
        return new Goal(what, "0", Long.toString(errors), errors == 0);
    }

    static String text(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
