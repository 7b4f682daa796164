package io.riskgate.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.limits.Claim;
import io.riskgate.limits.Limit;
import io.riskgate.store.ScopeName;
import io.riskgate.velocity.Dimension;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the keys in Redis are called: {@code <prefix>:<layout>:{<merchant>}:...}. The merchant is the hash tag, so that all
 * keys of a decision are on one node of a cluster. Values of customers are in no name: a keyed hash (HMAC-SHA-256, cut to
 * 96 bits) stands for each. Thread-safe; never blocks.
 */
final class KeyNames {

    /**
     * Of keys and values; another one's keys are left alone. What releases before can read raises {@link io.riskgate.store.Layout#REDIS} alone.
     */
    static final int LAYOUT = 1;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 12;

    private final String root;
    private final ThreadLocal<Mac> hash;

    /** @param hashKey the same on every node, see {@link HashKey} */
    KeyNames(String prefix, byte[] hashKey) {
        root = prefix + ":" + LAYOUT + ":";
        SecretKeySpec key = new SecretKeySpec(hashKey, ALGORITHM);
        hash = ThreadLocal.withInitial(() -> mac(key));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    /** Of the installation, not of a merchant. */
    static String shared(String prefix, String name) {
        return prefix + ":" + LAYOUT + ":" + name;
    }

    /** Says of which layout the rest is. */
    static String layout(String prefix) {
        return prefix + ":layout";
    }

    /** That a checkout is counted, and what it was answered. */
    String mark(String merchantId, String checkoutId) {
        return merchant(merchantId) + "id:" + hash(checkoutId);
    }

    /** The checkouts with one value of a dimension. */
    String checkouts(String merchantId, Dimension by, String value) {
        return merchant(merchantId) + "n:" + by.name() + ":" + hash(value);
    }

    /** What they amount to in one currency. */
    String amounts(String merchantId, Dimension by, String value, String currency) {
        return merchant(merchantId) + "s:" + by.name() + ":" + hash(value) + ":" + currency;
    }

    /** The different values of another dimension that they have. */
    String different(String merchantId, Dimension what, Dimension by, String value) {
        return merchant(merchantId) + "d:" + what.name() + ":" + by.name() + ":" + hash(value);
    }

    /** What a checkout has reserved of limits. */
    String reservation(String merchantId, String checkoutId) {
        return merchant(merchantId) + "r:" + hash(checkoutId);
    }

    /** What counts against a limit for one value; of the platform's ({@code p}) or of the merchant's own ({@code m}). */
    String account(String merchantId, Claim claim) {
        Limit limit = claim.limit();
        String owner = limit.scope().equals(Limit.PLATFORM) ? "p" : "m";
        return merchant(merchantId) + "l:" + owner + ":" + limit.name() + ":"
                + limit.by().name() + ":" + limit.currency() + ":" + hash(claim.value());
    }

    /** What stands for a value. */
    String hash(String value) {
        byte[] whole = hash.get().doFinal(value.getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, HASH_BYTES));
    }

    private String merchant(String merchantId) {
        return root + "{" + ScopeName.directory(merchantId) + "}:";
    }
}
