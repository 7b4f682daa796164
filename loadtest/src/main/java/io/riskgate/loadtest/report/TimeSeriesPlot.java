package io.riskgate.loadtest.report;

import io.riskgate.loadtest.load.Percentiles;
import io.riskgate.loadtest.load.SecondResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Latency and throughput over time, one above the other, since what happens to one shows in the other. */
final class TimeSeriesPlot {

    private static final int WIDTH = 928;
    private static final int LEFT = 64;
    private static final int RIGHT = 892;
    private static final int LATENCY_TOP = 60;
    private static final int LATENCY_BOTTOM = 280;
    private static final int THROUGHPUT_TOP = 320;
    private static final int THROUGHPUT_BOTTOM = 410;
    private static final int LEGEND_TOP = 462;

    /** Of more measurements, P50 and the areas are left out, or nothing could be told apart. */
    private static final int FULLY_DRAWN_MAX = 4;

    /** About as many as there are pixels. */
    private static final int POINTS_MAX = 800;

    private record Line(Stroke stroke, List<Point> points) {}

    private final ScenarioReport scenario;
    private final Legend legend;
    private final int secondsMax;
    private final int secondsPerPoint;
    private final boolean fullyDrawn;

    private TimeSeriesPlot(ScenarioReport scenario) {
        this.scenario = scenario;
        this.legend = new Legend(scenario.measurements());
        this.secondsMax = scenario.measurements().stream()
                .mapToInt(run -> run.result().seconds().size())
                .max()
                .orElse(0);
        this.secondsPerPoint = Math.max(1, Math.ceilDiv(secondsMax, POINTS_MAX));
        this.fullyDrawn = scenario.measurements().size() <= FULLY_DRAWN_MAX;
    }

    /** An SVG with its own background. */
    static String of(ScenarioReport scenario) {
        return new TimeSeriesPlot(scenario).draw();
    }

    private String draw() {
        String title = "Over time: " + scenario.name();
        Svg svg = new Svg(WIDTH, LEGEND_TOP + legend.heightPixels() + 12, title);
        svg.heading(LEFT, 24, title);
        Axis time = Axis.time(secondsMax - 1, LEFT, RIGHT);
        drawLatency(svg, time);
        drawThroughput(svg, time);
        legend.draw(svg, LEFT, RIGHT, LEGEND_TOP);
        return svg.end();
    }

    private void drawLatency(Svg svg, Axis time) {
        List<Line> lines = latencyLines();
        double min =
                lines.stream().flatMap(TimeSeriesPlot::values).reduce(Math::min).orElse(1.0);
        double max =
                lines.stream().flatMap(TimeSeriesPlot::values).reduce(Math::max).orElse(1.0);
        Frame frame = new Frame(time, Axis.latency(min, max, LATENCY_BOTTOM, LATENCY_TOP));
        String what = fullyDrawn ? "P99 (thick) and P50 (thin, dashed)" : "P99";
        String of = secondsPerPoint == 1 ? "each second" : "the worst of each " + secondsPerPoint + " seconds";
        String scale = frame.y().logarithmic() ? ", logarithmic" : "";
        frame.draw(svg, what + " of " + of + " in ms" + scale);
        lines.forEach(line -> svg.path(frame.pixels(line.points()), line.stroke()));
    }

    private List<Line> latencyLines() {
        List<Line> lines = new ArrayList<>();
        for (Measurement run : scenario.measurements()) {
            TimeSeries series = series(run);
            Stroke stroke = legend.stroke(run);
            if (fullyDrawn) {
                series.latency(Percentiles::p50).forEach(points -> lines.add(new Line(stroke.lesser(), points)));
            }
            series.latency(Percentiles::p99).forEach(points -> lines.add(new Line(stroke, points)));
        }
        return lines;
    }

    private void drawThroughput(Svg svg, Axis time) {
        double max = scenario.measurements().stream()
                .flatMap(run -> run.result().seconds().stream())
                .mapToLong(SecondResult::succeeded)
                .max()
                .orElse(0);
        Frame frame = new Frame(time, Axis.amount(max, 3, THROUGHPUT_BOTTOM, THROUGHPUT_TOP));
        frame.draw(svg, "answers with status 200 to the requests of each second");
        frame.drawFoot(svg, "seconds since the start");
        for (Measurement run : scenario.measurements()) {
            List<Point> line = frame.pixels(series(run).succeededPerSecond());
            if (fullyDrawn && line.size() > 1) {
                svg.area(downToAxis(line), legend.stroke(run));
            }
            svg.path(line, legend.stroke(run));
        }
    }

    private TimeSeries series(Measurement run) {
        return new TimeSeries(run.result().seconds(), secondsPerPoint);
    }

    private static Stream<Double> values(Line line) {
        return line.points().stream().map(Point::y);
    }

    private static List<Point> downToAxis(List<Point> line) {
        List<Point> area = new ArrayList<>(line);
        area.add(new Point(line.getLast().x(), THROUGHPUT_BOTTOM));
        area.add(new Point(line.getFirst().x(), THROUGHPUT_BOTTOM));
        return area;
    }
}
