package io.riskgate.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key's secret: SHA-256 of a salt of its own and the secret. One round of a fast hash is right for these
 * secrets and would be wrong for passwords: of 256 random bits nothing can be guessed however fast guesses are, so a slow hash would
 * only make each decision wait. The salt keeps equal secrets from showing, and tables made beforehand from being of use. Immutable.
 */
public final class KeyHash {

    private static final int SALT_BYTES = 16;
    private static final char SALT_END = '.';
    private static final String ALGORITHM = "SHA-256";

    /** A digest is used by one thread at a time, and finding one takes longer than using it. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(KeyHash::digest);

    /** Stands for the hash of a key that does not exist, so that looking for one costs the same. No secret has it. */
    static final KeyHash OF_NOTHING = new KeyHash(new byte[SALT_BYTES], new byte[32]);

    private final byte[] salt;
    private final byte[] hash;

    private KeyHash(byte[] salt, byte[] hash) {
        this.salt = salt;
        this.hash = hash;
    }

    static KeyHash of(KeyText key, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new KeyHash(salt, hash(salt, key.secret()));
    }

    /** Takes as long for each secret, however much of it is right. Hot. */
    boolean matches(KeyText key) {
        return MessageDigest.isEqual(hash, hash(salt, key.secret()));
    }

    private static byte[] hash(byte[] salt, String secret) {
        MessageDigest digest = DIGEST.get();
        digest.update(salt);
        return digest.digest(secret.getBytes(ISO_8859_1));
    }

    /** As {@link #read} takes it. */
    public String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(salt) + SALT_END + base64.encodeToString(hash);
    }

    /** {@code null} if that is none. */
    public static @Nullable KeyHash read(String text) {
        int end = text.indexOf(SALT_END);
        try {
            byte[] salt = Base64.getDecoder().decode(text.substring(0, Math.max(0, end)));
            byte[] hash = Base64.getDecoder().decode(text.substring(end + 1));
            return salt.length == SALT_BYTES && hash.length == OF_NOTHING.hash.length ? new KeyHash(salt, hash) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
