package io.riskgate.store.redis;

import io.riskgate.limits.Claim;
import io.riskgate.limits.Exposure;
import io.riskgate.limits.Limit;
import io.riskgate.limits.LocalLedger;
import io.riskgate.limits.Settling;
import io.riskgate.limits.Settling.Settled;
import io.riskgate.limits.Settling.State;
import io.riskgate.limits.Settling.Unknown;
import io.riskgate.limits.SharedLedger.Told;
import io.riskgate.model.Checkout;
import io.riskgate.model.Reservation;
import io.riskgate.model.Reservation.Held;
import io.riskgate.model.Verdict;
import io.riskgate.velocity.Units;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One call of {@code ledger.lua}, and what its reply means.
 *
 * @param keys the checkout's reservation first
 * @param arguments as the script describes them
 */
record LedgerCall(List<String> keys, List<String> arguments) {

    private static final String PLATFORM = "p";
    private static final String MERCHANT = "m";

    static LedgerCall reserving(Checkout checkout, List<Claim> claims, boolean peek, long nowMillis, KeyNames names) {
        LedgerCall call = begin(peek ? "peek" : "reserve", checkout.merchantId(), checkout.id(), nowMillis, names);
        call.arguments.add(Long.toString(Units.of(checkout.amount())));
        for (Claim claim : claims) {
            Limit limit = claim.limit();
            call.keys.add(names.account(checkout.merchantId(), claim));
            call.arguments.add(Long.toString(limit.maxUnits()));
            call.arguments.add(Long.toString(limit.holdMillis()));
            call.arguments.add(limit.onExceeded() == Verdict.DECLINE ? "d" : "r");
            call.arguments.add(line(limit));
        }
        return call;
    }

    static LedgerCall restoring(
            Checkout checkout, List<Claim> claims, Reservation reservation, long nowMillis, KeyNames names) {
        LedgerCall call = begin("restore", checkout.merchantId(), checkout.id(), nowMillis, names);
        call.arguments.add(Long.toString(Units.of(checkout.amount())));
        call.arguments.add(Long.toString(reservation.expiresAt().toEpochMilli()));
        for (Claim claim : claims) {
            call.keys.add(names.account(checkout.merchantId(), claim));
            call.arguments.add(line(claim.limit()));
        }
        return call;
    }

    static LedgerCall undoing(String merchantId, String checkoutId, long nowMillis, KeyNames names) {
        return begin("undo", merchantId, checkoutId, nowMillis, names);
    }

    /** @param fromJournal whether it is known to have been settled so */
    static LedgerCall settling(
            String merchantId,
            String checkoutId,
            State wanted,
            boolean fromJournal,
            long atMillis,
            long nowMillis,
            KeyNames names) {
        LedgerCall call = begin(fromJournal ? "settled" : "settle", merchantId, checkoutId, nowMillis, names);
        call.arguments.add(wanted.name().toLowerCase(Locale.ROOT));
        call.arguments.add(Long.toString(atMillis));
        return call;
    }

    private static LedgerCall begin(String mode, String merchantId, String checkoutId, long nowMillis, KeyNames names) {
        LedgerCall call = new LedgerCall(new ArrayList<>(), new ArrayList<>());
        call.keys.add(names.reservation(merchantId, checkoutId));
        call.arguments.add(mode);
        call.arguments.add(Long.toString(nowMillis));
        call.arguments.add(names.hash(checkoutId));
        call.arguments.add(Long.toString(LocalLedger.KEPT.toMillis()));
        return call;
    }

    private static String line(Limit limit) {
        return (limit.scope().equals(Limit.PLATFORM) ? PLATFORM : MERCHANT) + " " + limit.name() + " "
                + limit.by().name() + " " + limit.window().millis();
    }

    /** What a call that reserves or peeks was told. */
    static Told told(List<Claim> claims, Response reply) {
        List<Exposure> exposures = new ArrayList<>(claims.size());
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            exposures.add(new Exposure(
                    claim,
                    Long.parseLong(reply.get(i + 1).toString()),
                    claim.limit().maxUnits()));
        }
        return new Told.Exposures(exposures, reply.get(0).toString().equals("reserved"));
    }

    /** What a call that settles was told. */
    static Settling settling(String merchantId, Response reply) {
        String word = reply.get(0).toString();
        if (word.equals("unknown")) {
            return new Unknown();
        }
        List<Held> limits = reply.get(2)
                .toString()
                .lines()
                .map(line -> line.split(" ", -1))
                .map(parts -> new Held(parts[0].equals(PLATFORM) ? Limit.PLATFORM : merchantId, parts[1], parts[2]))
                .toList();
        return new Settled(
                State.valueOf(reply.get(1).toString().toUpperCase(Locale.ROOT)), limits, word.equals("again"));
    }
}
