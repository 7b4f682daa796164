package io.riskgate.review;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Which reviews are wanted; what is {@code null} is no condition.
 *
 * @param reason the code of one of the decision's reasons
 * @param amountMin in units of the checkout's own currency
 */
public record ReviewFilter(
        @Nullable String merchantId,
        State state,
        @Nullable String reason,
        @Nullable String currency,
        @Nullable BigDecimal amountMin) {

    /** Whether it has been answered. */
    public enum State {
        WAITING,
        ANSWERED,
        ALL
    }

    /** Of any merchant, since who asks for one gets that one's alone. */
    boolean takes(Review review) {
        return switch (state) {
                    case WAITING -> review.isWaiting();
                    case ANSWERED -> !review.isWaiting();
                    case ALL -> true;
                }
                && (currency == null || currency.equals(review.currency()))
                && (amountMin == null || review.amount().compareTo(amountMin) >= 0)
                && (reason == null
                        || review.decision().reasons().stream()
                                .anyMatch(given -> given.code().equals(reason)));
    }
}
