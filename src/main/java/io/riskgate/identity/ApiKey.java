package io.riskgate.identity;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key. Immutable.
 *
 * @param caller whoever sends the key
 * @param expiresAt from when on it is of no use; {@code null} for never
 */
public record ApiKey(
        String id,
        KeyHash hash,
        Caller caller,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    public ApiKey(
            String id,
            KeyHash hash,
            String merchantId,
            Set<Scope> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        this(id, hash, new Caller("key " + id, merchantId, scopes), createdAt, expiresAt);
    }

    /** An entry for a new key. */
    public static ApiKey of(
            KeyText key,
            String merchantId,
            Set<Scope> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            SecureRandom random) {
        return new ApiKey(key.id(), KeyHash.of(key, random), merchantId, scopes, createdAt, expiresAt);
    }

    public Set<Scope> scopes() {
        return caller.scopes();
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
