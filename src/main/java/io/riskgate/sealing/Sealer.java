package io.riskgate.sealing;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.LocalDate;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Seals with the key of the day. For one thread; {@link #begin} blocks, the rest never.
 *
 * <p>Nonces count up from a random one. A day's key seals what this installation decides in a day: 2^29 at 5,000 a second, so that
 * two runs of such a day share one with a probability below 2^-60.
 */
public final class Sealer {

    private final DayKeys keys;
    private final Gcm gcm = new Gcm();
    private final byte[] nonce = new byte[Gcm.NONCE_BYTES];
    private @Nullable SecretKey key;
    private LocalDate day = LocalDate.MIN;

    /** A sealer that has no key yet. */
    public Sealer(DayKeys keys) {
        this.keys = keys;
        new SecureRandom().nextBytes(nonce);
    }

    /**
     * From now on the day's key is used, or that of the latest day that this was called with, if that is later.
     *
     * @return whether it is another one than before
     * @throws IOException if there is none and none can be made
     */
    public boolean begin(LocalDate today) throws IOException {
        if (key != null && !today.isAfter(day)) {
            return false;
        }
        key = keys.make(today);
        day = today;
        return true;
    }

    /** The day whose key is used; only after {@link #begin}. */
    public LocalDate day() {
        return day;
    }

    /**
     * Seals the first bytes of an array. Only after {@link #begin}.
     *
     * @param context what they belong to, and without which they do not open
     */
    public byte[] seal(byte[] plain, int length, byte[] context) {
        SecretKey present = key;
        if (present == null) {
            throw new IllegalStateException("no day has begun");
        }
        next();
        return gcm.seal(present, nonce, context, plain, length);
    }

    private void next() {
        int at = nonce.length;
        do {
            at--;
            nonce[at]++;
        } while (nonce[at] == 0 && at > 0);
    }
}
