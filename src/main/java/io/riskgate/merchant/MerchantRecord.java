package io.riskgate.merchant;

import io.riskgate.identity.ApiKey;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a merchant, and is changed together.
 *
 * @param keys the oldest first, at most {@link #KEYS_MAX}
 */
public record MerchantRecord(MerchantDocument document, List<ApiKey> keys) {

    public static final int KEYS_MAX = 20;

    static final MerchantRecord EMPTY = new MerchantRecord(MerchantDocument.EMPTY, List.of());

    public MerchantRecord {
        keys = List.copyOf(keys);
    }

    MerchantRecord with(MerchantDocument other) {
        return new MerchantRecord(other, keys);
    }

    MerchantRecord with(ApiKey key) {
        return new MerchantRecord(
                document, Stream.concat(keys.stream(), Stream.of(key)).toList());
    }

    MerchantRecord without(String keyId) {
        return new MerchantRecord(
                document, keys.stream().filter(key -> !key.id().equals(keyId)).toList());
    }

    /** {@code null} if there is none. */
    @Nullable
    ApiKey key(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
    }
}
