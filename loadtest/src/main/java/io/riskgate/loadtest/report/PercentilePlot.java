package io.riskgate.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Latency over percentile, as Gil Tene plots it for HdrHistogram: the share of slower requests shrinks to a tenth with each
 * step to the right, so that the tail is most of the plot and not its last pixel.
 */
final class PercentilePlot {

    private static final int WIDTH = 928;
    private static final int LEFT = 64;
    private static final int RIGHT = 892;
    private static final int TOP = 60;
    private static final int BOTTOM = 360;
    private static final int LEGEND_TOP = 412;

    /** What checkouts are promised: the 99th percentile is to stay below. */
    private static final double GOAL_MILLIS = 5;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int POINTS_PER_DECADE = 20;
    private static final int DECADES = 4;

    private PercentilePlot() {}

    /** An SVG with its own background. */
    static String of(ScenarioReport scenario) {
        List<Measurement> runs = scenario.measurements();
        List<List<Point>> lines =
                runs.stream().map(run -> points(run.result().latencyNanos())).toList();
        double min = GOAL_MILLIS;
        double max = GOAL_MILLIS;
        for (List<Point> line : lines) {
            for (Point point : line) {
                min = Math.min(min, point.y());
                max = Math.max(max, point.y());
            }
        }
        Frame frame = new Frame(Axis.percentiles(LEFT, RIGHT), Axis.latency(min, max, BOTTOM, TOP));

        Legend legend = new Legend(runs);
        String title = "Latency by percentile: " + scenario.name();
        Svg svg = new Svg(WIDTH, LEGEND_TOP + legend.heightPixels() + 12, title);
        svg.heading(LEFT, 24, title);
        frame.draw(svg, frame.y().logarithmic() ? "latency in ms, logarithmic" : "latency in ms");
        frame.drawFoot(svg, "percentile of requests");
        double goal = frame.y().at(GOAL_MILLIS);
        svg.goalLine(LEFT, RIGHT, goal);
        svg.faintText(RIGHT + 4, goal + 4, Svg.Anchor.START, Figures.tick(GOAL_MILLIS) + " ms");
        for (int i = 0; i < runs.size(); i++) {
            svg.path(frame.pixels(lines.get(i)), legend.stroke(runs.get(i)));
        }
        legend.draw(svg, LEFT, RIGHT, LEGEND_TOP);
        return svg.end();
    }

    /** Of n requests the slowest stands where one in n is as slow. Beyond it a histogram only repeats it, so the line ends. */
    private static List<Point> points(Histogram nanos) {
        List<Point> points = new ArrayList<>();
        long requests = nanos.getTotalCount();
        for (int i = 0; i <= DECADES * POINTS_PER_DECADE; i++) {
            double inverse = Math.pow(10, (double) i / POINTS_PER_DECADE);
            if (inverse >= requests) {
                if (requests > 0) {
                    points.add(new Point(requests, nanos.getMaxValue() / NANOS_PER_MILLI));
                }
                break;
            }
            double percentile = 100 * (1 - 1 / inverse);
            points.add(new Point(inverse, nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI));
        }
        return points;
    }
}
