package io.riskgate.loadtest.report;

import java.util.List;
import java.util.Locale;

/**
 * An image as text, element by element. Its colours suit the white paper that it brings along; a page that embeds it can set
 * others for the classes {@code paper}, {@code ink}, {@code faint}, {@code grid} and {@code goal}, since style sheets override
 * attributes.
 */
final class Svg {

    /** To which side of its place a text extends. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        String attribute() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final StringBuilder image = new StringBuilder();

    /** @param title for whoever cannot see the image */
    Svg(int width, int height, String title) {
        String size = width + "\" height=\"" + height;
        image.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" width=\"" + size
                + "\" viewBox=\"0 0 " + width + " " + height
                + "\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"12\">\n");
        image.append("<title>").append(Xml.escaped(title)).append("</title>\n");
        image.append("<rect class=\"paper\" width=\"" + size + "\" fill=\"#ffffff\"/>\n");
    }

    void heading(double x, double y, String content) {
        text(x, y, Anchor.START, "class=\"ink\" fill=\"#1f2328\" font-weight=\"600\"", content);
    }

    void text(double x, double y, Anchor anchor, String content) {
        text(x, y, anchor, "class=\"ink\" fill=\"#1f2328\"", content);
    }

    void faintText(double x, double y, Anchor anchor, String content) {
        text(x, y, anchor, "class=\"faint\" fill=\"#59636e\"", content);
    }

    private void text(double x, double y, Anchor anchor, String attributes, String content) {
        image.append("<text x=\"" + pixel(x) + "\" y=\"" + pixel(y) + "\" text-anchor=\"" + anchor.attribute() + "\" "
                + attributes + ">" + Xml.escaped(content) + "</text>\n");
    }

    void gridLine(double x1, double y1, double x2, double y2) {
        line(x1, y1, x2, y2, "class=\"grid\" stroke=\"#d8dee4\"");
    }

    void goalLine(double x1, double x2, double y) {
        line(x1, y, x2, y, "class=\"goal\" stroke=\"#1f2328\" stroke-dasharray=\"2 4\"");
    }

    void sample(double x1, double x2, double y, Stroke stroke) {
        line(x1, y, x2, y, stroke.attributes());
    }

    private void line(double x1, double y1, double x2, double y2, String attributes) {
        image.append("<line x1=\"" + pixel(x1) + "\" y1=\"" + pixel(y1) + "\" x2=\"" + pixel(x2) + "\" y2=\""
                + pixel(y2) + "\" " + attributes + "/>\n");
    }

    /** A line through pixels, or a dot if there is only one, which would not show as a line. */
    void path(List<Point> pixels, Stroke stroke) {
        if (pixels.size() == 1) {
            Point only = pixels.getFirst();
            image.append("<circle cx=\"" + pixel(only.x()) + "\" cy=\"" + pixel(only.y()) + "\" r=\"3\" fill=\""
                    + stroke.colour() + "\"/>\n");
        } else if (!pixels.isEmpty()) {
            image.append("<polyline points=\"" + joined(pixels) + "\" fill=\"none\" stroke-linejoin=\"round\" "
                    + stroke.attributes() + "/>\n");
        }
    }

    /** A surface within pixels that lets others shine through. */
    void area(List<Point> pixels, Stroke stroke) {
        image.append(
                "<polygon points=\"" + joined(pixels) + "\" fill=\"" + stroke.colour() + "\" fill-opacity=\"0.1\"/>\n");
    }

    /** The whole image. Nothing may be added any more. */
    String end() {
        return image.append("</svg>\n").toString();
    }

    private static String joined(List<Point> pixels) {
        StringBuilder joined = new StringBuilder();
        for (Point point : pixels) {
            joined.append(joined.isEmpty() ? "" : " ")
                    .append(pixel(point.x()))
                    .append(',')
                    .append(pixel(point.y()));
        }
        return joined.toString();
    }

    private static String pixel(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a place in an image must be a number, not " + value);
        }
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
