package io.riskgate.limits;

import io.riskgate.model.Verdict;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Units;
import io.riskgate.velocity.Window;
import java.math.BigDecimal;

/**
 * A limit on what the checkouts of one merchant may have open for each value of a dimension, such as 5,000 USD a customer.
 *
 * <p>What counts: reservations that are open, and what was confirmed within the window. A checkout in another currency, or
 * without a value for the dimension, is not under the limit.
 *
 * @param scope {@code platform} or a merchant's id; the platform's holds for each merchant by itself
 * @param by whose checkouts count together
 * @param maxUnits in units of 1/10,000 of the currency
 * @param window how long what was confirmed counts, from its confirmation
 * @param holdMillis how long a reservation that nobody settles counts
 * @param onExceeded REVIEW or DECLINE: what a checkout that does not fit becomes at least
 */
public record Limit(
        String scope,
        String name,
        Dimension by,
        long maxUnits,
        String currency,
        Window window,
        long holdMillis,
        Verdict onExceeded) {

    /** The scope of the limits that hold at every merchant. */
    public static final String PLATFORM = "platform";

    /** In units of the currency. */
    public BigDecimal amount() {
        return Units.toDecimal(maxUnits);
    }
}
