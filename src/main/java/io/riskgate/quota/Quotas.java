package io.riskgate.quota;

import io.riskgate.identity.IdentityConfig;
import io.riskgate.merchant.Merchants;
import io.riskgate.merchant.Quota;
import io.riskgate.telemetry.DecisionMetrics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds each merchant to its quota, with a bucket of tokens for each that has had a checkout lately; at most {@link #BUCKETS_MAX}.
 * When there are as many, those that are full again are forgotten, which loses nothing; where none is, merchants without a bucket pass.
 * Hot; thread-safe, lock-free; {@link #take} never blocks.
 *
 * <p>Where no keys are required nobody is held to a quota, since nobody is known.
 */
@Singleton
public final class Quotas {

    static final int BUCKETS_MAX = 100_000;

    private final Merchants merchants;
    private final LongSupplier nanoClock;
    private final int bucketsMax;
    private final boolean areHeld;
    private final DecisionMetrics metrics;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** A sweep looks at all buckets, so there is one a second. */
    private final TokenBucket sweeps;

    /**
     * A merchant has had too much.
     *
     * @param retryAfterNanos until there is room for one
     */
    public record Exceeded(Quota quota, long retryAfterNanos) {}

    @Inject
    Quotas(Merchants merchants, IdentityConfig identity, DecisionMetrics metrics) {
        this(merchants, identity.keys().required(), metrics, System::nanoTime, BUCKETS_MAX);
    }

    Quotas(Merchants merchants, boolean areHeld, DecisionMetrics metrics, LongSupplier nanoClock, int bucketsMax) {
        this.merchants = merchants;
        this.areHeld = areHeld;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.bucketsMax = bucketsMax;
        this.sweeps = new TokenBucket(nanoClock.getAsLong());
    }

    /** Counts one checkout of the merchant; {@code null} if it may be decided. */
    public @Nullable Exceeded take(String merchantId) {
        if (!areHeld) {
            return null;
        }
        long nowNanos = nanoClock.getAsLong();
        Bucket bucket = buckets.get(merchantId);
        if (bucket == null) {
            if (!hasRoom(nowNanos)) {
                return null;
            }
            bucket = buckets.computeIfAbsent(merchantId, merchant -> new Bucket(nowNanos));
        }
        Quota quota = merchants.settings(merchantId).quota();
        long waitNanos = bucket.tokens.take(nowNanos, quota.perSecond(), quota.burst());
        if (waitNanos == 0) {
            bucket.count();
            return null;
        }
        metrics.refused(merchantId);
        return new Exceeded(quota, waitNanos);
    }

    private boolean hasRoom(long nowNanos) {
        if (buckets.size() < bucketsMax) {
            return true;
        }
        if (sweeps.take(nowNanos, 1, 1) == 0) {
            buckets.values().removeIf(bucket -> !bucket.matters(nowNanos));
        }
        return buckets.size() < bucketsMax;
    }

    /** Tells other nodes what this one has let through, and takes what they have. For one thread; blocks. */
    void exchange(QuotaExchange with) {
        long nowNanos = nanoClock.getAsLong();
        Map<String, Long> taken = new HashMap<>();
        for (Map.Entry<String, Bucket> entry : buckets.entrySet()) {
            if (entry.getValue().matters(nowNanos)) {
                taken.put(entry.getKey(), entry.getValue().tell());
                if (taken.size() == QuotaExchange.MERCHANTS_MAX) {
                    exchange(with, taken);
                    taken.clear();
                }
            } else {
                entry.getValue().forgetOthers();
            }
        }
        if (!taken.isEmpty()) {
            exchange(with, taken);
        }
    }

    private void exchange(QuotaExchange with, Map<String, Long> taken) {
        with.add(taken).forEach((merchantId, total) -> {
            Bucket bucket = buckets.get(merchantId);
            Long told = taken.get(merchantId);
            if (bucket != null && told != null) {
                long others = bucket.ofOthers(total, told);
                Quota quota = merchants.settings(merchantId).quota();
                bucket.tokens.charge(others, nanoClock.getAsLong(), quota.perSecond(), quota.burst());
            }
        });
    }

    /** Nobody can be asked for now. For the thread that exchanges. */
    void forgetOthers() {
        buckets.values().forEach(Bucket::forgetOthers);
    }
}
