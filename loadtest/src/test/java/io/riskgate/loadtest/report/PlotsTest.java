package io.riskgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskgate.loadtest.load.Percentiles;
import io.riskgate.loadtest.load.SecondResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotsTest {

    private static final Offset<Double> PIXEL = within(0.5);

    @Test
    void percentiles_are_where_they_belong() throws Exception {
        Histogram nanos = Runs.histogram();
        nanos.recordValueWithCount(2_000_000, 900);
        nanos.recordValueWithCount(4_000_000, 100);

        List<Point> line = lines(percentilePlot(Runs.of("echo", nanos, List.of(), Runs.VITALS)))
                .getFirst();

        // The plot is 64 to 892 pixels wide, 207 for each of four nines, and 300 high for 0 to 5 ms: 60 for each.
        assertAt(line.getFirst(), 64, 360 - 2 * 60);
        // One step of a twentieth of 207 pixels before and after 90 %, to which the value of 90 % belongs.
        assertAt(line.get(20), 64 + 207, 360 - 2 * 60);
        assertAt(line.get(21), 64 + 207 * 1.05, 360 - 4 * 60);
        assertAt(line.get(40), 64 + 207 * 2, 360 - 4 * 60);
        // The slowest of 1,000 requests is at 99.9 %, and nothing beyond.
        assertAt(line.getLast(), 64 + 207 * 3, 360 - 4 * 60);
    }

    @Test
    void latencies_far_apart_are_on_a_logarithmic_axis() throws Exception {
        Histogram nanos = Runs.histogram();
        nanos.recordValueWithCount(150_000, 90);
        nanos.recordValueWithCount(100_000_000, 10);

        List<Point> line = lines(percentilePlot(Runs.of("echo", nanos, List.of(), Runs.VITALS)))
                .getFirst();

        // From 0.1 to 100 ms, or to 200 since a histogram rounds up: three decades and 0.3 in 300 pixels.
        assertAt(line.getFirst(), 64, 360 - 300 * 0.17609 / 3.30103);
        assertAt(line.getLast(), 64 + 207 * 2, 360 - 300 * 3 / 3.30103);
    }

    @Test
    void goal_is_a_line_at_five_milliseconds() throws Exception {
        Element goal = Documents.withClass(percentilePlot(Runs.of("echo", 1, 2, 9)), "line", "goal")
                .getFirst();

        // 0 to 10 ms in 300 pixels
        assertThat(Double.parseDouble(goal.getAttribute("y1"))).isCloseTo(210, PIXEL);
        assertThat(goal.getAttribute("y2")).isEqualTo(goal.getAttribute("y1"));
    }

    @Test
    void single_request_is_a_dot() throws Exception {
        Document plot = percentilePlot(Runs.of("once", 3));

        assertThat(lines(plot)).isEmpty();
        assertThat(plot.getElementsByTagName("circle").getLength()).isEqualTo(1);
    }

    @Test
    void repetitions_share_a_look_and_a_name() throws Exception {
        Document plot = percentilePlot(Runs.of("echo", 1, 2), Runs.of("echo", 2, 3), Runs.of("card", 3, 4));

        assertThat(colours(plot)).containsExactly("#0077bb", "#0077bb", "#d55e00");
        assertThat(Documents.texts(plot)).contains("echo (2 runs)", "card");
    }

    @Test
    void twelve_measurements_all_look_different() {
        List<Stroke> looks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            looks.add(Stroke.nth(i));
        }

        assertThat(looks).doesNotHaveDuplicates();
    }

    @Test
    void seconds_are_where_they_belong() throws Exception {
        Document plot = Documents.parse(TimeSeriesPlot.of(Runs.scenario(Runs.of("echo", 1, 4, 2))));

        // 0 to 2 s in 828 pixels; 0 to 4 ms in 220 above 280. P50 first, then the same as P99.
        List<Point> p99 = lines(plot).get(1);
        assertAt(p99.get(0), 64, 280 - 55);
        assertAt(p99.get(1), 64 + 414, 280 - 220);
        assertAt(p99.get(2), 64 + 828, 280 - 110);
    }

    @Test
    void line_is_interrupted_where_nothing_was_measured() throws Exception {
        Document plot = Documents.parse(TimeSeriesPlot.of(Runs.scenario(Runs.of("echo", 1, 2, 0, 0, 3, 2))));

        // P50 and P99 in two parts each, and the throughput.
        assertThat(lines(plot)).hasSize(5);
    }

    @Test
    void many_measurements_have_one_line_each_over_time() throws Exception {
        Measurement[] runs = new Measurement[12];
        Arrays.setAll(runs, i -> Runs.of("step " + i, 1, 2, 3));

        Document plot = Documents.parse(TimeSeriesPlot.of(Runs.scenario(runs)));

        assertThat(lines(plot)).hasSize(12 + 12);
    }

    @Test
    void seconds_of_a_long_run_are_grouped_by_their_worst() {
        List<SecondResult> seconds = new ArrayList<>();
        for (double millis : new double[] {1, 7, 3, 2, 5}) {
            seconds.add(new SecondResult(
                    seconds.size(), 10, seconds.size(), 0, 0, new Percentiles(1, 1, millis, millis, millis)));
        }

        TimeSeries series = new TimeSeries(seconds, 2);

        assertThat(series.latency(Percentiles::p99))
                .containsExactly(List.of(new Point(0, 7), new Point(2, 3), new Point(4, 5)));
        assertThat(series.succeededPerSecond()).containsExactly(new Point(0, 0.5), new Point(2, 2.5), new Point(4, 4));
    }

    private static Document percentilePlot(Measurement... runs) throws Exception {
        return Documents.parse(HtmlReport.percentilePlot(Runs.scenario(runs)));
    }

    private static void assertAt(Point point, double x, double y) {
        assertThat(point.x()).isCloseTo(x, PIXEL);
        assertThat(point.y()).isCloseTo(y, PIXEL);
    }

    private static List<String> colours(Document plot) {
        return Documents.elements(plot, "polyline").stream()
                .map(line -> line.getAttribute("stroke"))
                .toList();
    }

    private static List<List<Point>> lines(Document plot) {
        return Documents.elements(plot, "polyline").stream()
                .map(line -> Arrays.stream(line.getAttribute("points").split(" ", -1))
                        .map(PlotsTest::point)
                        .toList())
                .toList();
    }

    private static Point point(String text) {
        int comma = text.indexOf(',');
        return new Point(Double.parseDouble(text.substring(0, comma)), Double.parseDouble(text.substring(comma + 1)));
    }
}
