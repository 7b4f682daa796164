package io.riskgate.sealing;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-GCM (NIST SP 800-38D) with nonces of 96 bits and tags of 128, laid out as nonce, ciphertext, tag. For one thread; never blocks.
 */
final class Gcm {

    static final String CIPHER = "AES";
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private final Cipher cipher;

    Gcm() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * Encrypts the first bytes of an array.
     *
     * @param nonce never used before under this key
     * @param context what the result is bound to, and without which it does not open
     */
    byte[] seal(SecretKey key, byte[] nonce, byte[] context, byte[] plain, int length) {
        byte[] sealed = new byte[NONCE_BYTES + length + TAG_BYTES];
        System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(context);
            cipher.doFinal(plain, 0, length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException nonceUsedTwice) {
            throw new IllegalStateException(nonceUsedTwice);
        }
    }

    /** What was sealed, or {@code null} if it was not under this key and with this context, or was changed. */
    byte @Nullable [] open(SecretKey key, byte[] context, byte[] sealed) {
        if (sealed.length < NONCE_BYTES + TAG_BYTES) {
            return null;
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(context);
            return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException doesNotOpen) {
            return null;
        }
    }
}
