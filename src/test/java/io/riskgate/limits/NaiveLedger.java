package io.riskgate.limits;

import io.riskgate.limits.Settling.State;
import io.riskgate.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The oracle: keeps every reservation for good and adds up from the beginning each time that it is asked. */
final class NaiveLedger {

    private final List<Kept> all = new ArrayList<>();

    private static final class Kept {
        private String merchantId;
        private String id;
        private List<Claim> claims;
        private long units;
        private long expiresAtMillis;
        private State settled;
        private long settledAtMillis;

        boolean countsFor(Claim claim, long nowMillis) {
            if (settled == State.RELEASED || !claims.contains(claim)) {
                return false;
            }
            return settled == State.CONFIRMED
                    ? nowMillis < settledAtMillis + claim.limit().window().millis()
                    : nowMillis < expiresAtMillis;
        }
    }

    long used(String merchantId, Claim claim, long nowMillis) {
        return all.stream()
                .filter(kept -> kept.merchantId.equals(merchantId) && kept.countsFor(claim, nowMillis))
                .mapToLong(kept -> kept.units)
                .sum();
    }

    /** Reserves what fits. */
    void reserve(String merchantId, String id, List<Claim> claims, long units, long nowMillis) {
        List<Claim> held = new ArrayList<>();
        for (Claim claim : claims) {
            if (used(merchantId, claim, nowMillis) + units <= claim.limit().maxUnits()) {
                held.add(claim);
            } else if (claim.limit().onExceeded() == Verdict.DECLINE) {
                return;
            }
        }
        if (!held.isEmpty()) {
            Kept kept = new Kept();
            kept.merchantId = merchantId;
            kept.id = id;
            kept.claims = held;
            kept.units = units;
            kept.expiresAtMillis = nowMillis
                    + held.stream()
                            .mapToLong(claim -> claim.limit().holdMillis())
                            .min()
                            .orElseThrow();
            all.add(kept);
        }
    }

    /** How it ended, {@code null} if nothing was ever reserved under the id. */
    State settle(String merchantId, String id, State wanted, long nowMillis) {
        for (Kept kept : all) {
            if (kept.merchantId.equals(merchantId) && kept.id.equals(id)) {
                if (kept.settled == null && nowMillis < kept.expiresAtMillis) {
                    kept.settled = wanted;
                    kept.settledAtMillis = nowMillis;
                }
                return Objects.requireNonNullElse(kept.settled, State.EXPIRED);
            }
        }
        return null;
    }
}
