package io.riskgate.model;

import java.time.Instant;
import java.util.List;

/**
 * What a decided checkout has reserved: its amount, under each of these limits, until it is confirmed, released or expires.
 *
 * @param expiresAt when it is released by itself
 */
public record Reservation(Instant expiresAt, List<Held> limits) {

    public Reservation {
        limits = List.copyOf(limits);
    }

    /**
     * One of the limits.
     *
     * @param scope whose limit it is, {@code platform} or the merchant's id
     * @param by the dimension whose value of the checkout it was reserved for
     */
    public record Held(String scope, String name, String by) {}
}
