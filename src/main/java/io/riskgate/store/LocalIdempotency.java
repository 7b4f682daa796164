package io.riskgate.store;

import io.riskgate.model.Decision;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers of this node, in memory: at most {@code riskgate.idempotency.entries-max} of them, each for {@code
 * riskgate.idempotency.retention}. Beyond either the oldest is forgotten, and a retry of its checkout is decided anew.
 *
 * <p>First in, first out is meant: a retry follows its first attempt soon or never. A cache that also weighs how often a
 * key was asked for, as Caffeine does, drops the newest among keys that were each seen once, and those are the ones that
 * may still be retried.
 *
 * <p>An answer that is still to come is forgotten only if {@code entries-max} other checkouts are claimed before it
 * comes. Decisions take milliseconds, so by default that would take many millions of checkouts a second.
 *
 * <p>A claim that was released counts against the limit until it is the oldest. Threads that claim at once may exceed
 * the limit by one each.
 */
@Singleton
public final class LocalIdempotency implements Idempotency {

    static final int ENTRIES_MAX = 10_000_000;
    static final int ENTRIES_AT_FIRST_MAX = 1_000_000;
    static final Duration RETENTION_MIN = Duration.ofSeconds(1);
    static final Duration RETENTION_MAX = Duration.ofDays(365);

    /** What one claim forgets at most, so that none pays for a whole day of expired ones. */
    private static final int FORGOTTEN_PER_CLAIM_MAX = 16;

    private final int entriesMax;
    private final long retentionNanos;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<Key, Claim> claims;
    private final Queue<Claim> oldestFirst = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final ReentrantLock forgetting = new ReentrantLock();

    private record Key(String merchantId, String checkoutId) {}

    /** Not a record: each claim equals only itself. */
    private static final class Claim {

        final Key key;
        final CompletableFuture<Decision> answer;
        final long claimedAtNanos;

        Claim(Key key, CompletableFuture<Decision> answer, long claimedAtNanos) {
            this.key = key;
            this.answer = answer;
            this.claimedAtNanos = claimedAtNanos;
        }
    }

    @Inject
    LocalIdempotency(IdempotencyConfig config) {
        this(config.entriesMax(), config.retention(), System::nanoTime);
    }

    /**
     * Remembers nothing yet.
     *
     * @param nanoTime as {@link System#nanoTime}
     * @throws IllegalArgumentException naming the option that has a bad value
     */
    public LocalIdempotency(int entriesMax, Duration retention, LongSupplier nanoTime) {
        if (entriesMax < 1 || entriesMax > ENTRIES_MAX) {
            throw new IllegalArgumentException(
                    "riskgate.idempotency.entries-max must be 1 to " + ENTRIES_MAX + ", not " + entriesMax);
        }
        if (retention.compareTo(RETENTION_MIN) < 0 || retention.compareTo(RETENTION_MAX) > 0) {
            throw new IllegalArgumentException("riskgate.idempotency.retention must be 1s to 365d, not " + retention);
        }
        this.entriesMax = entriesMax;
        // Growing a large table would be the work of whoever claims just then: an event loop, for tens of milliseconds.
        claims = new ConcurrentHashMap<>(Math.min(entriesMax, ENTRIES_AT_FIRST_MAX));
        // A table is made when something is put into it, and that is not to be the first decision.
        Key nobody = new Key("", "");
        claims.put(nobody, new Claim(nobody, new CompletableFuture<>(), 0));
        claims.remove(nobody);
        this.retentionNanos = retention.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public @Nullable CompletableFuture<Decision> claim(
            String merchantId, String checkoutId, CompletableFuture<Decision> answer) {
        long nowNanos = nanoTime.getAsLong();
        Claim mine = new Claim(new Key(merchantId, checkoutId), answer, nowNanos);
        Claim holder = claims.compute(
                mine.key, (key, present) -> present == null || isExpired(present, nowNanos) ? mine : present);
        if (holder != mine) {
            return holder.answer;
        }
        remember(mine);
        return null;
    }

    @Override
    public @Nullable CompletableFuture<Decision> find(String merchantId, String checkoutId) {
        Claim claim = claims.get(new Key(merchantId, checkoutId));
        return claim == null || isExpired(claim, nanoTime.getAsLong()) ? null : claim.answer;
    }

    @Override
    public void release(String merchantId, String checkoutId, CompletableFuture<Decision> answer) {
        claims.computeIfPresent(
                new Key(merchantId, checkoutId), (key, present) -> present.answer == answer ? null : present);
    }

    @Override
    public void restore(Decision decision, Duration age) {
        if (age.toNanos() >= retentionNanos) {
            return;
        }
        Key key = new Key(decision.merchantId(), decision.id());
        long claimedAtNanos = nanoTime.getAsLong() - age.toNanos();
        Claim restored = new Claim(key, CompletableFuture.completedFuture(decision), claimedAtNanos);
        claims.put(key, restored);
        remember(restored);
    }

    /** How many answers are remembered, those still to come included. */
    int size() {
        return claims.size();
    }

    private void remember(Claim newest) {
        oldestFirst.add(newest);
        queued.incrementAndGet();
        // Whoever finds another thread at it leaves it to that thread.
        if (forgetting.tryLock()) {
            try {
                forget(newest.claimedAtNanos);
            } finally {
                forgetting.unlock();
            }
        }
    }

    private void forget(long nowNanos) {
        for (int forgotten = 0; forgotten < FORGOTTEN_PER_CLAIM_MAX; forgotten++) {
            Claim oldest = oldestFirst.peek();
            if (oldest == null || (queued.get() <= entriesMax && !isExpired(oldest, nowNanos))) {
                return;
            }
            oldestFirst.remove();
            queued.decrementAndGet();
            claims.remove(oldest.key, oldest);
        }
    }

    private boolean isExpired(Claim claim, long nowNanos) {
        return nowNanos - claim.claimedAtNanos >= retentionNanos;
    }
}
