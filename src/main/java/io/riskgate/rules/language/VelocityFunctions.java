package io.riskgate.rules.language;

import java.math.BigDecimal;

/**
 * The global {@code velocity} of a rule: this merchant's recent checkouts, the present one included. The arguments are
 * literals; a checkout that has no value for {@code by} gets 0.
 */
public interface VelocityFunctions {

    /** How many checkouts had the same {@code by} as this one. */
    long count(String by, String window);

    /** What the checkouts with the same {@code by} amounted to, in this one's currency. */
    BigDecimal sum(String by, String window);

    /** How many different {@code what} the checkouts with the same {@code by} had. */
    long distinct(String what, String by, String window);
}
