package io.riskgate.loadtest.baseline;

import java.math.BigDecimal;

/** The four values that the rules ask for, of one checkout. */
record Velocity(long cardCount10m, BigDecimal customerSum24h, long deviceCards24h, long ipCount1m)
        implements VelocityFunctions {

    @Override
    public long count(String by, String window) {
        if (by.equals("card") && window.equals("10m")) {
            return cardCount10m;
        }
        if (by.equals("ip") && window.equals("1m")) {
            return ipCount1m;
        }
        throw new IllegalArgumentException("Nothing counts by " + by + " over " + window);
    }

    @Override
    public BigDecimal sum(String by, String window) {
        if (by.equals("customer") && window.equals("24h")) {
            return customerSum24h;
        }
        throw new IllegalArgumentException("Nothing adds up by " + by + " over " + window);
    }

    @Override
    public long distinct(String what, String by, String window) {
        if (what.equals("card") && by.equals("device") && window.equals("24h")) {
            return deviceCards24h;
        }
        throw new IllegalArgumentException("Nothing tells each " + what + " by " + by + " over " + window);
    }
}
