package io.riskgate.loadtest.report;

import io.riskgate.loadtest.report.Svg.Anchor;
import java.util.List;

/** The rectangle that two axes span. */
record Frame(Axis x, Axis y) {

    private static final int LABEL_GAP_PIXELS = 8;
    private static final int LABEL_HEIGHT_PIXELS = 18;

    /** Draws the grid, the values at it, and above the vertical axis what it measures. */
    void draw(Svg svg, String yTitle) {
        svg.faintText(x.fromPixel(), y.toPixel() - LABEL_GAP_PIXELS, Anchor.START, yTitle);
        for (Axis.Tick tick : y.ticks()) {
            double pixel = y.at(tick.value());
            svg.gridLine(x.fromPixel(), pixel, x.toPixel(), pixel);
            svg.text(x.fromPixel() - LABEL_GAP_PIXELS, pixel + 4, Anchor.END, tick.label());
        }
        for (Axis.Tick tick : x.ticks()) {
            double pixel = x.at(tick.value());
            svg.gridLine(pixel, y.fromPixel(), pixel, y.toPixel());
        }
    }

    /** Draws the values at the horizontal axis and what it measures. */
    void drawFoot(Svg svg, String xTitle) {
        double labels = y.fromPixel() + LABEL_HEIGHT_PIXELS;
        for (Axis.Tick tick : x.ticks()) {
            svg.text(x.at(tick.value()), labels, Anchor.MIDDLE, tick.label());
        }
        svg.faintText((x.fromPixel() + x.toPixel()) / 2, labels + LABEL_HEIGHT_PIXELS, Anchor.MIDDLE, xTitle);
    }

    List<Point> pixels(List<Point> values) {
        return values.stream()
                .map(value -> new Point(x.at(value.x()), y.at(value.y())))
                .toList();
    }
}
