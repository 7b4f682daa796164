package io.riskgate.velocity;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money as windows add it up: whole units of 1/10,000 of a currency. */
public final class Units {

    private static final int DECIMALS = 4;
    private static final BigDecimal UNITS_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private Units() {}

    /** Amounts have at most four decimals when they get here; more would be rounded, not refused, since a shard goes on. */
    public static long of(BigDecimal amount) {
        BigDecimal units = amount.movePointRight(DECIMALS).setScale(0, RoundingMode.HALF_UP);
        return units.min(UNITS_MAX).longValue();
    }

    public static BigDecimal toDecimal(long units) {
        return BigDecimal.valueOf(units, DECIMALS);
    }
}
