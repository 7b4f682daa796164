package io.riskgate.model;

import org.jspecify.annotations.Nullable;

/**
 * The device that the customer pays from.
 *
 * @param id the shop's device fingerprint
 */
public record Device(@Nullable String id) {

    public static final Device NONE = new Device(null);
}
