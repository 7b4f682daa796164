package io.riskgate.merchant;

import io.riskgate.model.Verdict;

/**
 * How one merchant's decisions are concluded.
 *
 * @param reviewAt the score from which a decision is at least {@link Verdict#REVIEW}
 * @param declineAt the score from which a decision is {@link Verdict#DECLINE}; above {@code reviewAt}
 * @param fallback the verdict when there was no time or room to decide
 */
public record MerchantSettings(int reviewAt, int declineAt, Verdict fallback) {

    /** Of a merchant for whom nothing is configured. */
    public static final MerchantSettings DEFAULTS = new MerchantSettings(50, 80, Verdict.REVIEW);
}
