package io.riskgate.backtest;

import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.model.Checkout;
import io.riskgate.model.CheckoutKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * When settlements were among events. A checkout occurs by the shop's clock, and its settlement is noted by ours: it is put as long after
 * the checkout as it came after the decision. So it is never before what it settles, nor behind checkouts that the shop sent later.
 *
 * <p>Remembers {@link #OPEN_MAX} checkouts that have reserved something and are not settled; of those decided longer ago a settlement is when
 * our clock says. For one thread; never blocks.
 */
final class SettlementTimes {

    /** About 20 MB. */
    static final int OPEN_MAX = 100_000;

    private record Times(Instant decidedAt, Instant occurredAt) {

        /** Also if our clock was set back in between. */
        Instant ofSettlement(Instant settledAt) {
            return settledAt.isBefore(decidedAt) ? occurredAt : occurredAt.plus(Duration.between(decidedAt, settledAt));
        }
    }

    /** The one first that was decided first. */
    private final LinkedHashMap<CheckoutKey, Times> open = new LinkedHashMap<>();

    /** To be told of each decision, before its settlement is asked for. */
    void decided(JournalEntry entry) {
        if (entry.decision().reservation() != null) {
            Checkout checkout = entry.checkout();
            open.put(
                    new CheckoutKey(checkout.merchantId(), checkout.id()),
                    new Times(entry.decidedAt(), checkout.occurredAt()));
            if (open.size() > OPEN_MAX) {
                open.pollFirstEntry();
            }
        }
    }

    /** When it was; to be asked once. */
    Instant at(SettlementEntry settlement) {
        Times decided = open.remove(new CheckoutKey(settlement.merchantId(), settlement.id()));
        return decided == null ? settlement.at() : decided.ofSettlement(settlement.at());
    }
}
