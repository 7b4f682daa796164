package io.riskgate.limits;

import io.riskgate.model.Evidence;
import io.riskgate.model.Verdict;
import io.riskgate.velocity.Units;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What counts against a limit for one checkout's value, without that checkout itself.
 *
 * @param usedUnits open and confirmed amounts
 * @param allowedUnits up to which amounts are reserved: the limit's, or a share of it while others cannot be asked
 */
public record Exposure(Claim claim, long usedUnits, long allowedUnits) {

    /** What can still be reserved, in units of the currency; never below 0. */
    public BigDecimal available() {
        return Units.toDecimal(Math.max(0, allowedUnits - usedUnits));
    }

    /** What a decision that was made under them keeps of them. */
    public static List<Evidence.OfLimit> evidence(List<Exposure> exposures) {
        return exposures.isEmpty()
                ? List.of()
                : exposures.stream().map(Exposure::evidence).toList();
    }

    private Evidence.OfLimit evidence() {
        Limit limit = claim.limit();
        return new Evidence.OfLimit(
                limit.scope(),
                limit.name(),
                limit.by().name(),
                limit.currency(),
                limit.maxUnits(),
                usedUnits,
                allowedUnits,
                limit.onExceeded());
    }

    public boolean fits(long units) {
        return units == 0 || units <= allowedUnits - usedUnits;
    }

    /** Whether it is only for want of others' word that the amount does not fit. */
    public boolean isUnknown(long units) {
        return !fits(units) && units <= claim.limit().maxUnits() - usedUnits;
    }

    /** What a checkout whose amount does not fit becomes at least. */
    public Verdict verdict(long units) {
        return isUnknown(units) ? Verdict.REVIEW : claim.limit().onExceeded();
    }

    /** The limits that an amount is reserved under: none if one says DECLINE, else those that it fits in. */
    public static List<Claim> held(List<Exposure> exposures, long units) {
        List<Claim> held = new ArrayList<>(exposures.size());
        for (Exposure exposure : exposures) {
            if (exposure.fits(units)) {
                held.add(exposure.claim);
            } else if (exposure.verdict(units) == Verdict.DECLINE) {
                return List.of();
            }
        }
        return units == 0 ? List.of() : held;
    }

    /** How long a reservation under those limits counts: as long as the one that has the shortest patience says. */
    public static long holdMillis(List<Claim> held) {
        return held.stream()
                .mapToLong(claim -> claim.limit().holdMillis())
                .min()
                .orElse(0);
    }
}
