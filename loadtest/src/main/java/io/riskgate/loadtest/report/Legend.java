package io.riskgate.loadtest.report;

import io.riskgate.loadtest.report.Svg.Anchor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which line is which measurement. Repetitions, which have the same name, look the same and are named once. */
final class Legend {

    private static final int COLUMNS = 2;
    private static final int ROW_PIXELS = 20;
    private static final int SAMPLE_PIXELS = 28;
    private static final int NAME_CHARS_MAX = 56;

    private final Map<String, Integer> repetitions = new LinkedHashMap<>();

    Legend(List<Measurement> runs) {
        runs.forEach(run -> repetitions.merge(run.name(), 1, Integer::sum));
    }

    /** How the lines of a measurement look, which must be one of the legend's. */
    Stroke stroke(Measurement run) {
        return Stroke.nth(List.copyOf(repetitions.keySet()).indexOf(run.name()));
    }

    int heightPixels() {
        return (repetitions.size() + COLUMNS - 1) / COLUMNS * ROW_PIXELS;
    }

    void draw(Svg svg, double left, double right, double top) {
        double columnPixels = (right - left) / COLUMNS;
        int index = 0;
        for (Map.Entry<String, Integer> entry : repetitions.entrySet()) {
            double x = left + index % COLUMNS * columnPixels;
            double y = top + index / COLUMNS * ROW_PIXELS + ROW_PIXELS / 2.0;
            String times = entry.getValue() == 1 ? "" : " (" + entry.getValue() + " runs)";
            svg.sample(x, x + SAMPLE_PIXELS, y, Stroke.nth(index));
            svg.text(x + SAMPLE_PIXELS + 8, y + 4, Anchor.START, shortened(entry.getKey()) + times);
            index++;
        }
    }

    private static String shortened(String name) {
        return name.length() <= NAME_CHARS_MAX ? name : name.substring(0, NAME_CHARS_MAX - 1) + "…";
    }
}
