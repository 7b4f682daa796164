package io.riskgate.decision;

import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.DeliveryEntry;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.journal.UploadEntry;
import io.riskgate.limits.Claim;
import io.riskgate.limits.Settling.State;
import io.riskgate.model.Checkout;
import io.riskgate.shard.Shard;
import io.riskgate.shard.ShardState;
import io.riskgate.shard.Shards;
import io.riskgate.store.Idempotency;
import io.riskgate.velocity.Units;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Brings windows, reservations and idempotent answers back from the journal: {@link #restore} for each entry in its order, then
 * {@link #finish}. To be used before the first request is let in, and after the rulesets are active, since they say
 * which different values the windows keep. Both methods block.
 */
@Singleton
public final class Recovery {

    private final Shards shards;
    private final Idempotency idempotency;
    private final Clock clock;

    Recovery(Shards shards, Idempotency idempotency, Clock clock) {
        this.shards = shards;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** Takes one entry in; waits when the entry's shard is far behind. */
    public void restore(JournalRecord entry) throws InterruptedException {
        switch (entry) {
            case JournalEntry decided -> restoreDecision(decided);
            case SettlementEntry settled ->
                shards.of(settled.merchantId()).execute(shard -> shard.ledger()
                        .settle(
                                settled.merchantId(),
                                settled.id(),
                                settled.confirmed() ? State.CONFIRMED : State.RELEASED,
                                settled.at().toEpochMilli()));
            case UploadEntry upload -> {
                // What is active is the store's to say.
            }
            case ChangeEntry change -> {
                // So is what was changed.
            }
            case OutcomeEntry outcome -> {
                // Changes nothing of what is decided.
            }
            case DeliveryEntry delivery -> {
                // Nor does this.
            }
        }
    }

    private void restoreDecision(JournalEntry entry) throws InterruptedException {
        Duration age = Duration.between(entry.decidedAt(), clock.instant());
        idempotency.restore(entry.decision(), age.isNegative() ? Duration.ZERO : age);
        if (entry.counted()) {
            Checkout checkout = entry.checkout();
            shards.of(checkout.merchantId()).execute(shard -> {
                shard.gather(checkout, shard.plan(checkout.merchantId()).features());
                reserve(entry, shard);
            });
        }
    }

    /** Reserves what the decision reserved, as far as its limits are still what they were. */
    static void reserve(JournalEntry entry, ShardState shard) {
        Checkout checkout = entry.checkout();
        if (entry.decision().reservation() != null) {
            shard.ledger()
                    .reserve(
                            checkout.merchantId(),
                            checkout.id(),
                            Claim.of(
                                    checkout,
                                    entry.decision().reservation(),
                                    shard.plan(checkout.merchantId()).limits()),
                            Units.of(checkout.amount()),
                            entry.decision().reservation().expiresAt().toEpochMilli(),
                            entry.decidedAt().toEpochMilli());
        }
    }

    /** Waits until every shard has taken in what was restored. */
    public void finish() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(shards.all().size());
        for (Shard shard : shards.all()) {
            if (!shard.execute(state -> done.countDown())) {
                done.countDown();
            }
        }
        done.await();
    }
}
