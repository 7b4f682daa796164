package io.riskgate.loadtest.report;

import io.riskgate.loadtest.load.Percentiles;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A column of figures beside the measurements' names.
 *
 * @param unit may be empty
 */
record Column(String heading, String unit, Function<Measurement, String> figure) {

    private static final double BYTES_PER_KIB = 1024;

    private static final List<Column> LOAD = List.of(
            new Column("offered/s", "", run -> Figures.whole(run.result().offeredPerSecond())),
            new Column("achieved/s", "", run -> Figures.whole(run.result().achievedPerSecond())),
            latency("P50", Percentiles::p50),
            latency("P90", Percentiles::p90),
            latency("P99", Percentiles::p99),
            latency("P99.9", Percentiles::p999),
            latency("max", Percentiles::max),
            new Column("errors", "", run -> Figures.count(run.result().counts().errors())),
            new Column("degraded", "%", Column::degradedPercent));

    private static final Column SERVER = new Column(
            "server", "µs/request", run -> Figures.tenths(run.vitals().serverMicros()));

    private static final Column LATENESS = new Column("lateness P99", "ms", Column::lateness);

    /** What fits a line of the terminal. */
    static final List<Column> BRIEF = join(LOAD, List.of(SERVER, LATENESS));

    static final List<Column> ALL = join(
            LOAD,
            List.of(
                    SERVER,
                    new Column(
                            "generator",
                            "µs/request",
                            run -> Figures.tenths(run.vitals().generatorMicros())),
                    new Column("allocated", "KiB/request", Column::allocated),
                    new Column(
                            "GC pauses", "", run -> Figures.count(run.vitals().pauses())),
                    new Column(
                            "GC pauses",
                            "ms",
                            run -> Figures.tenths(run.vitals().pauseMillis())),
                    LATENESS,
                    new Column(
                            "generator's GC",
                            "ms",
                            run -> Figures.tenths(run.vitals().generatorPauseMillis()))));

    /** Heading and unit in one. */
    String title() {
        return unit.isEmpty() ? heading : heading + " " + unit;
    }

    String of(Measurement run) {
        return figure.apply(run);
    }

    private static Column latency(String heading, ToDoubleFunction<Percentiles> percentile) {
        return new Column(heading, "ms", run -> {
            boolean none = run.result().latencyNanos().getTotalCount() == 0;
            return none
                    ? Figures.NONE
                    : Figures.millis(percentile.applyAsDouble(run.result().latency()));
        });
    }

    private static String lateness(Measurement run) {
        return run.result().counts().offered() == 0
                ? Figures.NONE
                : Figures.millis(run.result().lateness().p99());
    }

    private static String degradedPercent(Measurement run) {
        return run.result().counts().succeeded() == 0
                ? Figures.NONE
                : Figures.hundredths(run.result().counts().degradedShare() * 100);
    }

    private static String allocated(Measurement run) {
        return Figures.tenths(run.vitals().allocatedBytes() / BYTES_PER_KIB);
    }

    private static List<Column> join(List<Column> first, List<Column> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
