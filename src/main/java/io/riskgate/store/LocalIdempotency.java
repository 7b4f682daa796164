package io.riskgate.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.riskgate.model.Decision;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The answers of this node, in memory.
 *
 * <p>At most {@code riskgate.idempotency.entries-max} of them; beyond that those are forgotten that are least likely to
 * be asked for, and a retry of such a checkout is decided anew. A restored answer is remembered from its restoring on.
 */
@Singleton
public final class LocalIdempotency implements Idempotency {

    static final int ENTRIES_MAX = 10_000_000;
    static final Duration RETENTION_MIN = Duration.ofSeconds(1);

    private record Key(String merchantId, String checkoutId) {}

    private final Cache<Key, CompletableFuture<Decision>> answers;

    @Inject
    LocalIdempotency(IdempotencyConfig config) {
        this(config.entriesMax(), config.retention(), Ticker.systemTicker());
    }

    /**
     * Remembers nothing yet.
     *
     * @throws IllegalArgumentException naming the option that has a bad value
     */
    public LocalIdempotency(int entriesMax, Duration retention, Ticker ticker) {
        if (entriesMax < 1 || entriesMax > ENTRIES_MAX) {
            throw new IllegalArgumentException(
                    "riskgate.idempotency.entries-max must be 1 to " + ENTRIES_MAX + ", not " + entriesMax);
        }
        if (retention.compareTo(RETENTION_MIN) < 0) {
            throw new IllegalArgumentException("riskgate.idempotency.retention must be at least 1s, not " + retention);
        }
        answers = Caffeine.newBuilder()
                .maximumSize(entriesMax)
                .expireAfterWrite(retention)
                .ticker(ticker)
                .build();
    }

    @Override
    public @Nullable CompletableFuture<Decision> claim(
            String merchantId, String checkoutId, CompletableFuture<Decision> answer) {
        return answers.asMap().putIfAbsent(new Key(merchantId, checkoutId), answer);
    }

    @Override
    public void release(String merchantId, String checkoutId, CompletableFuture<Decision> answer) {
        answers.asMap().remove(new Key(merchantId, checkoutId), answer);
    }

    @Override
    public void restore(Decision decision) {
        answers.put(new Key(decision.merchantId(), decision.id()), CompletableFuture.completedFuture(decision));
    }

    /** How many answers are remembered, after all that are due were forgotten. */
    long size() {
        answers.cleanUp();
        return answers.estimatedSize();
    }
}
