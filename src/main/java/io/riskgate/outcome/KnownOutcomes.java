package io.riskgate.outcome;

import io.riskgate.journal.OutcomeEntry;
import io.riskgate.model.CheckoutKey;
import io.riskgate.model.OutcomeKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last outcome of each checkout, of those that were told last; beyond the bound the one that was told longest ago is forgotten. Not
 * thread-safe.
 */
final class KnownOutcomes {

    /** @param decidedAt of which decision it is, should the checkout's id have been decided again */
    private record Known(Instant decidedAt, OutcomeKind kind) {}

    private final int checkoutsMax;
    private final LinkedHashMap<CheckoutKey, Known> byCheckout = new LinkedHashMap<>();
    private boolean hasForgotten;

    KnownOutcomes(int checkoutsMax) {
        this.checkoutsMax = checkoutsMax;
    }

    void put(OutcomeEntry entry) {
        CheckoutKey id = new CheckoutKey(entry.merchantId(), entry.id());
        // So that it is the youngest, wherever it was before.
        byCheckout.remove(id);
        byCheckout.put(id, new Known(entry.decided().at(), entry.kind()));
        if (byCheckout.size() > checkoutsMax) {
            byCheckout.pollFirstEntry();
            hasForgotten = true;
        }
    }

    /** {@code null} if nothing is known of that decision, or it is forgotten. */
    @Nullable
    OutcomeKind of(String merchantId, String checkoutId, Instant decidedAt) {
        Known known = byCheckout.get(new CheckoutKey(merchantId, checkoutId));
        return known == null || !known.decidedAt().equals(decidedAt) ? null : known.kind();
    }

    /** Of whichever decision; {@code null} if nothing is known, or it is forgotten. */
    @Nullable
    OutcomeKind of(String merchantId, String checkoutId) {
        Known last = byCheckout.get(new CheckoutKey(merchantId, checkoutId));
        return last == null ? null : last.kind();
    }

    /** Whether what is not known may only be forgotten. */
    boolean hasForgotten() {
        return hasForgotten;
    }
}
