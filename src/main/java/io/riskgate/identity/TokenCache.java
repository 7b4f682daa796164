package io.riskgate.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified, at most {@link #TOKENS_MAX}, by their SHA-256, so that no token stays in memory. Two generations: when
 * the younger one is full it becomes the elder, and the elder is forgotten, whose tokens are then verified again. Thread-safe; a
 * look-up takes no lock.
 */
final class TokenCache {

    static final int TOKENS_MAX = 10_000;

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(TokenCache::digest);

    private record Verified(Identified.Known known, long untilMillis) {}

    private volatile ConcurrentMap<String, Verified> younger = new ConcurrentHashMap<>();
    private volatile ConcurrentMap<String, Verified> elder = new ConcurrentHashMap<>();

    /** {@code null} if the token is not known, or not any more. Hot. */
    Identified.@Nullable Known find(String token, long nowMillis) {
        String key = key(token);
        Verified verified = younger.get(key);
        if (verified == null) {
            verified = elder.get(key);
        }
        return verified == null || nowMillis >= verified.untilMillis() ? null : verified.known();
    }

    synchronized void put(String token, Identified.Known known, long untilMillis) {
        if (younger.size() >= TOKENS_MAX / 2) {
            elder = younger;
            younger = new ConcurrentHashMap<>();
        }
        younger.put(key(token), new Verified(known, untilMillis));
    }

    private static String key(String token) {
        return new String(DIGEST.get().digest(token.getBytes(US_ASCII)), ISO_8859_1);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
