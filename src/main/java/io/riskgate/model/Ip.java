package io.riskgate.model;

import org.jspecify.annotations.Nullable;

/**
 * Where the customer's connection comes from.
 *
 * @param address IPv4 or IPv6, as text
 * @param country of the address, ISO 3166-1 alpha-2, as the shop looked it up
 */
public record Ip(@Nullable String address, @Nullable String country) {

    public static final Ip NONE = new Ip(null, null);
}
