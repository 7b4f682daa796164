package io.riskgate.decision;

import io.riskgate.journal.JournalEntry;
import io.riskgate.model.Checkout;
import io.riskgate.shard.Shard;
import io.riskgate.shard.Shards;
import io.riskgate.store.Idempotency;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Brings windows and idempotent answers back from the journal: {@link #restore} for each entry in its order, then
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
    public void restore(JournalEntry entry) throws InterruptedException {
        Duration age = Duration.between(entry.decidedAt(), clock.instant());
        idempotency.restore(entry.decision(), age.isNegative() ? Duration.ZERO : age);
        if (entry.counted()) {
            Checkout checkout = entry.checkout();
            shards.of(checkout.merchantId())
                    .execute(shard -> shard.gather(
                            checkout, shard.plan(checkout.merchantId()).features()));
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
