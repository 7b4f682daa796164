package io.riskgate.limits;

import io.riskgate.model.Checkout;
import io.riskgate.model.Reservation;
import io.riskgate.model.Reservation.Held;
import java.util.ArrayList;
import java.util.List;

/**
 * A limit that a checkout is under, and the value whose account it draws on, such as the customer.
 *
 * @param value what the checkout has for the limit's dimension
 */
public record Claim(Limit limit, String value) {

    /** What a checkout is under; hot, so a merchant without limits costs nothing. */
    public static List<Claim> of(Checkout checkout, List<Limit> limits) {
        if (limits.isEmpty()) {
            return List.of();
        }
        List<Claim> claims = new ArrayList<>(limits.size());
        for (Limit limit : limits) {
            String value =
                    limit.currency().equals(checkout.currency()) ? limit.by().valueIn(checkout) : null;
            if (value != null) {
                claims.add(new Claim(limit, value));
            }
        }
        return claims;
    }

    /** What a decision of the journal has reserved, as far as its limits are still what they were. */
    public static List<Claim> of(Checkout checkout, Reservation reservation, List<Limit> limits) {
        return of(checkout, limits).stream()
                .filter(claim -> reservation.limits().contains(claim.held()))
                .toList();
    }

    /** The limit as a reservation names it. */
    public Held held() {
        return new Held(limit.scope(), limit.name(), limit.by().name());
    }
}
