package io.riskgate.decision;

import io.riskgate.journal.Journal;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.limits.Settling;
import io.riskgate.limits.Settling.Settled;
import io.riskgate.limits.Settling.State;
import io.riskgate.limits.Settling.Unavailable;
import io.riskgate.limits.SharedLedger;
import io.riskgate.shard.ShardState;
import io.riskgate.shard.Shards;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Ends reservations: confirms what was paid, releases what was not. The journal has a settlement before this node's ledger does, in
 * the merchant's order, so that replaying it ends alike; where nodes share a ledger, that one settles first, and says whether there is anything
 * to settle. Blocks; thread-safe.
 */
@Singleton
public final class Settlements {

    static final Duration WAIT_MAX = Duration.ofSeconds(2);

    private final Shards shards;
    private final SharedLedger shared;
    private final Journal journal;
    private final Clock clock;

    Settlements(Shards shards, SharedLedger shared, Journal journal, Clock clock) {
        this.shards = shards;
        this.shared = shared;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Settles what a checkout has reserved; what has ended already stays as it ended first.
     *
     * @param wanted CONFIRMED or RELEASED
     */
    public Settling settle(String merchantId, String id, State wanted) throws InterruptedException {
        Instant now = clock.instant();
        SettlementEntry entry = new SettlementEntry(now, merchantId, id, wanted == State.CONFIRMED);
        if (!shared.isPresent()) {
            return onShard(merchantId, shard -> settle(shard, entry, wanted));
        }
        Settling settled = shared.settle(merchantId, id, wanted, now.toEpochMilli())
                .toCompletableFuture()
                .join();
        if (settled instanceof Settled first && !first.again()) {
            onShard(merchantId, shard -> {
                journal.append(entry);
                return shard.ledger().settle(merchantId, id, wanted, now.toEpochMilli());
            });
        }
        return settled;
    }

    private Settling settle(ShardState shard, SettlementEntry entry, State wanted) {
        long atMillis = entry.at().toEpochMilli();
        Settling ended = shard.ledger().ended(entry.merchantId(), entry.id(), atMillis);
        if (ended != null) {
            return ended;
        }
        return journal.append(entry)
                ? shard.ledger().settle(entry.merchantId(), entry.id(), wanted, atMillis)
                : new Unavailable("the journal takes nothing");
    }

    private Settling onShard(String merchantId, Function<ShardState, Settling> work) throws InterruptedException {
        CompletableFuture<Settling> settling = new CompletableFuture<>();
        boolean taken =
                shards.of(merchantId).execute(shard -> settling.completeAsync(() -> work.apply(shard), Runnable::run));
        try {
            return taken
                    ? settling.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    : new Unavailable("the engine stops");
        } catch (TimeoutException hanging) {
            return new Unavailable("the merchant's shard is busy");
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a reservation could not be settled", failed.getCause());
        }
    }
}
