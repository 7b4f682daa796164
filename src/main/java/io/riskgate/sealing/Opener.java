package io.riskgate.sealing;

import java.io.IOException;

/** Opens what {@link Sealer} sealed. For one thread; blocks when a day comes up for the first time. */
public final class Opener {

    private final DayKeys keys;
    private final Gcm gcm = new Gcm();

    public Opener(DayKeys keys) {
        this.keys = keys;
    }

    /**
     * What was sealed.
     *
     * @param day whose key sealed it
     * @param context what it belongs to
     * @throws KeyGoneException if the day's key is not there
     * @throws IOException if the key cannot be read, or what was sealed was changed or belongs to something else
     */
    public byte[] open(String day, byte[] sealed, byte[] context) throws IOException {
        byte[] plain = gcm.open(keys.find(day), context, sealed);
        if (plain == null) {
            throw new IOException("has a sealed part that was changed, or is another line's");
        }
        return plain;
    }
}
