package io.riskgate.model;

import org.jspecify.annotations.Nullable;

/**
 * The card, without its number; every property may be absent.
 *
 * @param fingerprint the payment provider's stable token for the card number
 * @param bin the first six or eight digits
 * @param brand such as {@code visa}
 * @param funding {@code credit}, {@code debit} or {@code prepaid}
 * @param country of issue, ISO 3166-1 alpha-2
 */
public record Card(
        @Nullable String fingerprint,
        @Nullable String bin,
        @Nullable String brand,
        @Nullable String funding,
        @Nullable String country) {

    public static final Card NONE = new Card(null, null, null, null, null);
}
