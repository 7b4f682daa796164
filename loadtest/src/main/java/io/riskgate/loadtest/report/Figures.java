package io.riskgate.loadtest.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as they are printed, the same in every language. What could not be read, or does not exist, is a dash. */
final class Figures {

    static final String NONE = "-";

    /** An axis has steps of 1, 2 or 5, so its values need no more. */
    private static final MathContext TICK_DIGITS = new MathContext(3);

    private static final double MILLIS_PER_SECOND = 1_000;

    private Figures() {}

    static String count(long count) {
        return count < 0 ? NONE : String.format(Locale.ROOT, "%,d", count);
    }

    static String whole(double value) {
        return isNone(value) ? NONE : String.format(Locale.ROOT, "%,.0f", value);
    }

    static String tenths(double value) {
        return isNone(value) ? NONE : String.format(Locale.ROOT, "%,.1f", value);
    }

    static String hundredths(double value) {
        return isNone(value) ? NONE : String.format(Locale.ROOT, "%,.2f", value);
    }

    /** Whole from a second on, where hundredths of a millisecond only take room. */
    static String millis(double value) {
        return value >= MILLIS_PER_SECOND ? whole(value) : hundredths(value);
    }

    /** A value at an axis, with as many digits as it has. */
    static String tick(double value) {
        if (value >= 1_000) {
            return whole(value);
        }
        return BigDecimal.valueOf(value).round(TICK_DIGITS).stripTrailingZeros().toPlainString();
    }

    private static boolean isNone(double value) {
        return !Double.isFinite(value) || value < 0;
    }
}
