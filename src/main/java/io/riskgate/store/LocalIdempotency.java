package io.riskgate.store;

import io.riskgate.model.Decision;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
 * <p>Threads that claim at once may exceed the limit by one each.
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
    private final ConcurrentMap<Claim, Claim> claims;

    /** In the order in which they came, each in the place of the one that came {@code entriesMax} before it. */
    private final AtomicReferenceArray<@Nullable Claim> ring;

    /** How many ever came. */
    private final AtomicLong came = new AtomicLong();

    private final ReentrantLock forgetting = new ReentrantLock();

    /** All that came before it are forgotten, or have another one in their place; only under the lock. */
    private long firstNotForgotten;

    /**
     * A claim, and the key under which it is found: claims of one checkout equal each other. One object, since most of what a decision leaves
     * behind is here, and a collector pays for each.
     */
    private static final class Claim implements Comparable<Claim> {

        final String merchantId;
        final String checkoutId;
        final @Nullable CompletableFuture<Decision> answer;
        final long claimedAtNanos;
        private final int hash;

        Claim(String merchantId, String checkoutId, @Nullable CompletableFuture<Decision> answer, long claimedAtNanos) {
            this.merchantId = merchantId;
            this.checkoutId = checkoutId;
            this.answer = answer;
            this.claimedAtNanos = claimedAtNanos;
            hash = 31 * merchantId.hashCode() + checkoutId.hashCode();
        }

        /** Only to look for others. */
        static Claim of(String merchantId, String checkoutId) {
            return new Claim(merchantId, checkoutId, null, 0);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Claim claim
                    && hash == claim.hash
                    && checkoutId.equals(claim.checkoutId)
                    && merchantId.equals(claim.merchantId);
        }

        /** Shops choose the ids: among ids that were chosen to have one hash, the map finds its way by their order. */
        @Override
        public int compareTo(Claim other) {
            int byId = checkoutId.compareTo(other.checkoutId);
            return byId != 0 ? byId : merchantId.compareTo(other.merchantId);
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
        Claim nobody = Claim.of("", "");
        claims.put(nobody, nobody);
        claims.remove(nobody);
        ring = new AtomicReferenceArray<>(entriesMax);
        this.retentionNanos = retention.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public @Nullable CompletableFuture<Decision> claim(
            String merchantId, String checkoutId, CompletableFuture<Decision> answer) {
        long nowNanos = nanoTime.getAsLong();
        Claim mine = new Claim(merchantId, checkoutId, answer, nowNanos);
        Claim holder = claims.putIfAbsent(mine, mine);
        while (holder != null) {
            if (!isExpired(holder, nowNanos)) {
                return holder.answer;
            }
            remove(holder);
            holder = claims.putIfAbsent(mine, mine);
        }
        remember(mine);
        return null;
    }

    @Override
    public @Nullable CompletableFuture<Decision> find(String merchantId, String checkoutId) {
        Claim claim = claims.get(Claim.of(merchantId, checkoutId));
        return claim == null || isExpired(claim, nanoTime.getAsLong()) ? null : claim.answer;
    }

    @Override
    public void restore(Decision decision, Duration age) {
        if (age.toNanos() >= retentionNanos) {
            return;
        }
        long claimedAtNanos = nanoTime.getAsLong() - age.toNanos();
        Claim restored = new Claim(
                decision.merchantId(), decision.id(), CompletableFuture.completedFuture(decision), claimedAtNanos);
        // Not put in place of one: the map would keep that one as the key.
        claims.remove(restored);
        claims.put(restored, restored);
        remember(restored);
    }

    /** How many answers are remembered, those still to come included. */
    int size() {
        return claims.size();
    }

    private void remember(Claim newest) {
        Claim oldest = ring.getAndSet(place(came.getAndIncrement()), newest);
        if (oldest != null) {
            remove(oldest);
        }
        // Whoever finds another thread at it leaves it to that thread.
        if (forgetting.tryLock()) {
            try {
                forgetExpired(newest.claimedAtNanos);
            } finally {
                forgetting.unlock();
            }
        }
    }

    private void forgetExpired(long nowNanos) {
        firstNotForgotten = Math.max(firstNotForgotten, came.get() - entriesMax);
        for (int forgotten = 0; forgotten < FORGOTTEN_PER_CLAIM_MAX; forgotten++) {
            int place = place(firstNotForgotten);
            Claim oldest = ring.get(place);
            if (oldest == null || !isExpired(oldest, nowNanos)) {
                return;
            }
            if (ring.compareAndSet(place, oldest, null)) {
                remove(oldest);
            }
            firstNotForgotten++;
        }
    }

    private int place(long number) {
        return (int) (number % entriesMax);
    }

    /** Removes this very claim, not an equal one that came later. */
    private void remove(Claim claim) {
        claims.computeIfPresent(claim, (key, present) -> present.answer == claim.answer ? null : present);
    }

    private boolean isExpired(Claim claim, long nowNanos) {
        return nowNanos - claim.claimedAtNanos >= retentionNanos;
    }
}
