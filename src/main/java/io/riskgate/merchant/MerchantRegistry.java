package io.riskgate.merchant;

import io.quarkus.runtime.Startup;
import io.riskgate.identity.ApiKey;
import io.riskgate.identity.Caller;
import io.riskgate.identity.KeyLookup;
import io.riskgate.identity.KeyText;
import io.riskgate.identity.Scope;
import io.riskgate.store.Follower;
import io.riskgate.store.MerchantStore;
import io.riskgate.store.SharedMerchantStore;
import io.riskgate.store.StoreUnavailableException;
import io.riskgate.store.StoredMerchant;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of every merchant, in memory and in the store; keys are found here. The platform has a record too, for its keys.
 *
 * <p>Thread-safe. Reading takes no lock and never blocks. Changing blocks until the store has it and this node's memory follows, and
 * is not for an event loop or a shard; it throws {@link java.io.UncheckedIOException} if the store fails. Where nodes share the store a
 * thread follows what others change; while it is away, this node goes on with what it has. When it was away, and every {@link
 * #COMPARE_EVERY}, everything is compared: a failover of the store may have lost changes, and given their numbers to others.
 */
@Startup
@Singleton
public final class MerchantRegistry implements KeyLookup {

    static final Duration COMPARE_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(MerchantRegistry.class);
    private static final int ATTEMPTS_MAX = 10;

    private final MerchantStore store;
    private final Merchants merchants;
    private final WebhookReach webhooks;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentNavigableMap<String, MerchantRecord> records = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<String, ApiKey> keys = new ConcurrentHashMap<>();
    private final ReentrantLock following = new ReentrantLock();
    private final @Nullable Follower follower;

    /** Under the lock, as the field below. */
    private long known;

    private long comparedAtNanos = System.nanoTime();

    /**
     * Reads all records, and begins to follow where others change them. Blocks.
     *
     * @throws java.io.UncheckedIOException if the store fails
     */
    @Inject
    public MerchantRegistry(MerchantStore store, Merchants merchants, WebhookReach webhooks, Clock clock) {
        this.store = store;
        this.merchants = merchants;
        this.webhooks = webhooks;
        this.clock = clock;
        if (store instanceof SharedMerchantStore shared) {
            follow(shared);
            follower = new Follower("merchants", () -> follow(shared), this::compareNext, shared::awaitPublication);
            follower.start();
        } else {
            store.all().forEach(this::apply);
            follower = null;
        }
    }

    @Override
    public @Nullable ApiKey key(String id) {
        return keys.get(id);
    }

    /** {@code null} if nothing is kept of the merchant. */
    public @Nullable MerchantRecord record(String merchantId) {
        return records.get(merchantId);
    }

    /**
     * The merchants of whom something is kept, in the order of their ids.
     *
     * @param after the last id of the page before, or the empty text
     */
    public List<String> ids(String after, int limit) {
        return records.tailMap(after, false).keySet().stream()
                .filter(id -> !id.equals(Caller.PLATFORM))
                .limit(limit)
                .toList();
    }

    /** {@link MerchantChange.Done}, {@link MerchantChange.Invalid} or {@link MerchantChange.Contended}. */
    public MerchantChange put(String merchantId, MerchantDocument document) {
        return change(merchantId, record -> {
            MerchantDocument whole = document.keepingSecretOf(record.document());
            Map<String, String> problems = MerchantRules.problems(merchantId, whole, merchants.defaults(), webhooks);
            return problems.isEmpty()
                    ? new Step(record.with(whole), new MerchantChange.Done())
                    : new Step(null, new MerchantChange.Invalid(problems));
        });
    }

    /** Forgets a merchant's document and revokes all its keys. {@link MerchantChange.Unknown} if nothing is kept of it. */
    public MerchantChange remove(String merchantId) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            StoredMerchant stored = store.find(merchantId);
            if (stored == null) {
                return new MerchantChange.Unknown();
            }
            if (store.remove(merchantId, stored.version())) {
                changed(merchantId);
                return new MerchantChange.Done();
            }
        }
        return new MerchantChange.Contended();
    }

    /** {@link MerchantChange.KeyMade}, {@link MerchantChange.Invalid} or {@link MerchantChange.Contended}. */
    public MerchantChange makeKey(String merchantId, Set<Scope> scopes, @Nullable Instant expiresAt) {
        Map<String, String> problems = MerchantRules.keyProblems(merchantId, scopes, expiresAt, clock.instant());
        if (!problems.isEmpty()) {
            return new MerchantChange.Invalid(problems);
        }
        return change(
                merchantId,
                record -> record.keys().size() < MerchantRecord.KEYS_MAX
                        ? newKey(merchantId, record, scopes, expiresAt)
                        : new Step(
                                null,
                                new MerchantChange.Invalid(Map.of(
                                        "scopes",
                                        "the merchant has " + MerchantRecord.KEYS_MAX
                                                + " keys already; revoke one first"))));
    }

    /** Makes a key for an admin, unless there is one; {@code null} if there is. */
    public @Nullable KeyText firstAdminKey() {
        MerchantChange change = change(
                Caller.PLATFORM,
                record -> record.keys().stream().anyMatch(key -> !key.isExpired(clock.instant()))
                        ? new Step(null, new MerchantChange.Done())
                        : newKey(Caller.PLATFORM, record, Set.of(Scope.ADMIN), null));
        return change instanceof MerchantChange.KeyMade made ? made.text() : null;
    }

    /** {@link MerchantChange.Unknown} if the merchant has no such key. */
    public MerchantChange revokeKey(String merchantId, String keyId) {
        return change(
                merchantId,
                record -> record.key(keyId) == null
                        ? new Step(null, new MerchantChange.Unknown())
                        : new Step(record.without(keyId), new MerchantChange.Done()));
    }

    private Step newKey(String merchantId, MerchantRecord record, Set<Scope> scopes, @Nullable Instant expiresAt) {
        KeyText text = KeyText.generate(random);
        ApiKey key = ApiKey.of(text, merchantId, scopes, clock.instant(), expiresAt, random);
        return new Step(record.with(key), new MerchantChange.KeyMade(key, text));
    }

    /** @param record what is to be kept; {@code null} if nothing is to be done */
    private record Step(@Nullable MerchantRecord record, MerchantChange change) {}

    /** Against what the store has by then, again as long as others are faster. */
    private MerchantChange change(String merchantId, Function<MerchantRecord, Step> change) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            StoredMerchant stored = store.find(merchantId);
            MerchantRecord before =
                    stored == null ? MerchantRecord.EMPTY : MerchantRecordJson.read(merchantId, stored.json());
            Step step = change.apply(before);
            MerchantRecord after = step.record();
            if (after == null) {
                return step.change();
            }
            long seen = stored == null ? 0 : stored.version();
            if (store.put(merchantId, seen, MerchantRecordJson.write(after)) > 0) {
                changed(merchantId);
                return step.change();
            }
        }
        return new MerchantChange.Contended();
    }

    /** Memory follows the store, in whose order changes count. */
    private void changed(String merchantId) {
        if (store instanceof SharedMerchantStore shared) {
            try {
                follow(shared);
            } catch (StoreUnavailableException later) {
                // What was written is written; the follower's thread meets it as well, and says so.
            }
        } else {
            following.lock();
            try {
                apply(merchantId, store.find(merchantId));
            } finally {
                following.unlock();
            }
        }
    }

    private void compareNext() {
        following.lock();
        try {
            known = 0;
        } finally {
            following.unlock();
        }
    }

    private void follow(SharedMerchantStore shared) {
        following.lock();
        try {
            if (System.nanoTime() - comparedAtNanos >= COMPARE_EVERY.toNanos()) {
                comparedAtNanos = System.nanoTime();
                known = 0;
            }
            long before;
            do {
                before = known;
                SharedMerchantStore.Changes changes = shared.changesSince(before);
                changes.merchants().forEach((merchantId, stored) -> apply(merchantId, stored.orElse(null)));
                known = changes.number();
            } while (known != before);
        } finally {
            following.unlock();
        }
    }

    /** Takes over what the store has of a merchant; what cannot be read leaves what was there before. */
    private void apply(String merchantId, @Nullable StoredMerchant stored) {
        MerchantRecord record = MerchantRecord.EMPTY;
        try {
            record = stored == null ? record : MerchantRecordJson.read(merchantId, stored.json());
        } catch (IllegalArgumentException broken) {
            LOG.errorf("A merchant stays as it was: %s", broken.getMessage());
            return;
        }
        MerchantRecord before = stored == null ? records.remove(merchantId) : records.put(merchantId, record);
        record.keys().forEach(key -> keys.put(key.id(), key));
        if (before != null) {
            for (ApiKey key : before.keys()) {
                if (record.key(key.id()) == null) {
                    keys.remove(key.id());
                }
            }
        }
        if (record.document().equals(MerchantDocument.EMPTY)) {
            merchants.remove(merchantId);
        } else {
            merchants.put(merchantId, record.document());
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        if (follower != null) {
            follower.stop();
        }
    }
}
