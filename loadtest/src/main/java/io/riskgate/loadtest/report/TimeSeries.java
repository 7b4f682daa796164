package io.riskgate.loadtest.report;

import io.riskgate.loadtest.load.Percentiles;
import io.riskgate.loadtest.load.SecondResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The seconds of a run as lines of a plot.
 *
 * @param secondsPerPoint how many are drawn as one, so that a soak test of a day does not make a page of megabytes
 */
record TimeSeries(List<SecondResult> seconds, int secondsPerPoint) {

    /**
     * The worst value of the seconds of each point, in lines that are interrupted where nothing was measured: joining them
     * would hide an outage.
     */
    List<List<Point>> latency(ToDoubleFunction<Percentiles> percentile) {
        List<List<Point>> lines = new ArrayList<>();
        List<Point> line = new ArrayList<>();
        for (List<SecondResult> group : groups()) {
            double worst = group.stream()
                    .mapToDouble(second -> percentile.applyAsDouble(second.latency()))
                    .max()
                    .orElse(0);
            if (worst > 0) {
                line.add(new Point(group.getFirst().second(), worst));
            } else if (!line.isEmpty()) {
                lines.add(line);
                line = new ArrayList<>();
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    /** The mean of the seconds of each point. */
    List<Point> succeededPerSecond() {
        List<Point> line = new ArrayList<>();
        for (List<SecondResult> group : groups()) {
            double mean =
                    group.stream().mapToLong(SecondResult::succeeded).average().orElse(0);
            line.add(new Point(group.getFirst().second(), mean));
        }
        return line;
    }

    private List<List<SecondResult>> groups() {
        List<List<SecondResult>> groups = new ArrayList<>();
        for (int start = 0; start < seconds.size(); start += secondsPerPoint) {
            groups.add(seconds.subList(start, Math.min(seconds.size(), start + secondsPerPoint)));
        }
        return groups;
    }
}
