package io.riskgate.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each merchant, a JSON object that only its owner understands. Blocks; not for an event loop or a shard.
 * Thread-safe.
 *
 * <p>Every method throws {@link java.io.UncheckedIOException} if the medium fails. What a method did is durable when it
 * returns. A store keeps {@link #MERCHANTS_MAX} merchants; for one more, {@link #put} throws an {@link IllegalStateException}
 * or says that the medium refuses it.
 */
public interface MerchantStore {

    int MERCHANTS_MAX = 100_000;

    /** Of all merchants, by id. */
    Map<String, StoredMerchant> all();

    /** {@code null} if nothing is kept of the merchant. */
    @Nullable
    StoredMerchant find(String merchantId);

    /**
     * Puts something in the place of what is kept of a merchant.
     *
     * @param merchantId not empty, proper Unicode
     * @param known the version that the caller has seen, 0 for none
     * @return the new version, or 0, and nothing was done, if the merchant has another version than that, as when another node
     *     was faster
     */
    long put(String merchantId, long known, String json);

    /**
     * Forgets what is kept of a merchant.
     *
     * @param known the version that the caller has seen
     * @return {@code false}, and nothing was done, if the merchant has another version than that, or none
     */
    boolean remove(String merchantId, long known);
}
