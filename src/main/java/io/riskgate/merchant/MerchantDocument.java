package io.riskgate.merchant;

import io.riskgate.model.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one merchant; what is {@code null} is as the configuration has it. {@link MerchantSettings} says what each means.
 *
 * @param plan the name of one
 */
public record MerchantDocument(
        @Nullable String plan,
        @Nullable Integer reviewAt,
        @Nullable Integer declineAt,
        @Nullable Verdict fallback,
        @Nullable Quota quota,
        @Nullable String masking,
        @Nullable Double traceSampling,
        @Nullable String timeZone) {

    /** Says nothing. */
    public static final MerchantDocument EMPTY = new MerchantDocument(null, null, null, null, null, null, null, null);
}
