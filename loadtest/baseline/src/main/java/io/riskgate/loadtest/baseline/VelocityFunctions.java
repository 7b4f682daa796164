package io.riskgate.loadtest.baseline;

import java.math.BigDecimal;

/** The global {@code velocity} of the rules: what one merchant's checkouts were, the present one included. */
public interface VelocityFunctions {

    long count(String by, String window);

    BigDecimal sum(String by, String window);

    long distinct(String what, String by, String window);
}
