package io.riskgate.loadtest.report;

import java.util.List;

/**
 * How a line looks.
 *
 * @param dash lengths of strokes and gaps; empty for a line without gaps
 */
record Stroke(String colour, double width, String dash) {

    /**
     * After the colours of Okabe and Ito (Color Universal Design, 2008), which colour-blind people can tell apart, without
     * the yellow and the black, which would not show on both white and dark; for the same reason the others are a little
     * darker or lighter than theirs.
     */
    private static final List<String> COLOURS =
            List.of("#0077bb", "#d55e00", "#009e73", "#c566a0", "#cc8a00", "#3fa3e0");

    /** After all colours, the same once more in another pattern. */
    private static final List<String> DASHES = List.of("", "8 4", "2 3");

    /** For the n-th of several, from 0. The look repeats after 18. */
    static Stroke nth(int index) {
        return new Stroke(COLOURS.get(index % COLOURS.size()), 2, DASHES.get(index / COLOURS.size() % DASHES.size()));
    }

    /** The same for something lesser beside it. */
    Stroke lesser() {
        return new Stroke(colour, 1.25, "4 3");
    }

    String attributes() {
        String dashes = dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"";
        return "stroke=\"" + colour + "\" stroke-width=\"" + width + "\"" + dashes;
    }
}
