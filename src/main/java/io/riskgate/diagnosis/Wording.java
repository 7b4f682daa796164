package io.riskgate.diagnosis;

import java.util.Locale;

/** Numbers as a sentence has them. */
final class Wording {

    private static final double THOUSAND = 1_000;
    private static final String[] BYTES = {"bytes", "kB", "MB", "GB", "TB", "PB"};

    private Wording() {}

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Such as {@code 1 scope}, {@code 2 scopes}. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** Such as {@code 21.4 GB}. */
    static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** The same of what is computed. */
    static String bytes(double bytes) {
        double rest = bytes;
        int unit = 0;
        while (rest >= THOUSAND && unit < BYTES.length - 1) {
            rest /= THOUSAND;
            unit++;
        }
        return text(unit == 0 ? "%.0f %s" : "%.1f %s", rest, BYTES[unit]);
    }

    /** Such as {@code 1.25 ms}. */
    static String nanos(long nanos) {
        return nanos((double) nanos);
    }

    /** The same of what is computed. */
    static String nanos(double nanos) {
        double millis = nanos / THOUSAND / THOUSAND;
        return millis >= THOUSAND ? text("%.1f s", millis / THOUSAND) : text("%.2f ms", millis);
    }

    /** Such as {@code 0.5 %}. */
    static String share(double share) {
        return text("%.1f %%", share * 100);
    }
}
