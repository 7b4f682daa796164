package io.riskgate.velocity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One velocity value that a rule asks for: {@code velocity.count("card", "10m")} and its kin. Known when the rule is
 * compiled, so that all features of a decision are gathered at once, before any rule runs.
 *
 * @param what the dimension whose different values are counted; only for {@link Kind#DISTINCT}, else {@code null}
 * @param by the dimension that groups the checkouts
 */
public record Feature(Kind kind, @Nullable Dimension what, Dimension by, Window window) {

    public enum Kind {
        /** Checkouts, a {@link Long}. */
        COUNT,
        /** Amounts of the checkouts in the present checkout's currency, a {@link java.math.BigDecimal}. */
        SUM,
        /** Different values of another dimension, a {@link Long}. */
        DISTINCT
    }

    public static Feature count(Dimension by, Window window) {
        return new Feature(Kind.COUNT, null, by, window);
    }

    public static Feature sum(Dimension by, Window window) {
        return new Feature(Kind.SUM, null, by, window);
    }

    public static Feature distinct(Dimension what, Dimension by, Window window) {
        return new Feature(Kind.DISTINCT, what, by, window);
    }

    /** As a rule writes it, such as {@code velocity.count("card", "10m")}. */
    public String text() {
        String arguments = what == null ? "" : "\"" + what.name() + "\", ";
        return "velocity." + kind.name().toLowerCase(Locale.ROOT) + "(" + arguments + "\"" + by.name() + "\", \""
                + window.label() + "\")";
    }
}
