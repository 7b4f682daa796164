package io.riskgate.backtest;

import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.model.Checkout;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a replay meets. */
sealed interface Event {

    /** By which it is put in order. */
    Instant at();

    String merchantId();

    /** About what it takes of the heap; of texts that are all as long as they may be, half of it. */
    long bytes();

    /**
     * A checkout.
     *
     * @param entry what was decided of it, {@code null} if nobody has said
     * @param fraud whether it was, if that is known
     */
    record Occurred(
            Checkout checkout,
            @Nullable JournalEntry entry,
            @Nullable Boolean fraud) implements Event {

        private static final long CHECKOUT_BYTES = 1_500;
        private static final long PART_BYTES = 250;

        @Override
        public Instant at() {
            return checkout.occurredAt();
        }

        @Override
        public String merchantId() {
            return checkout.merchantId();
        }

        @Override
        public long bytes() {
            int reasons = entry == null ? 0 : entry.decision().reasons().size();
            long parts = (long) checkout.items().size() + checkout.attributes().size() + reasons;
            return CHECKOUT_BYTES + parts * PART_BYTES;
        }

        /** By whose clock reservations count: the engine's when it decided, or the event's own. */
        long ledgerMillis() {
            return (entry == null ? checkout.occurredAt() : entry.decidedAt()).toEpochMilli();
        }
    }

    /**
     * The end of what a checkout had reserved.
     *
     * @param at by the clock by which the checkout occurred; the settlement's own time is the engine's, by which reservations count
     */
    record Settled(SettlementEntry settlement, Instant at) implements Event {

        private static final long BYTES = 300;

        @Override
        public String merchantId() {
            return settlement.merchantId();
        }

        @Override
        public long bytes() {
            return BYTES;
        }
    }
}
