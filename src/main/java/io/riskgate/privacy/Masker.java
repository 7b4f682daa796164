package io.riskgate.privacy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Masks values by a merchant's profile. For one thread, since its hash is; never blocks. */
public final class Masker {

    private static final String CUT = "***";
    private static final String HASHED = "h:";
    private static final int LEFT_OF_CODE = 2;
    private static final int LEFT_OF_PHONE = 2;

    /** A shorter text would be told by a part of it. */
    private static final int CHARS_MIN = 4;

    private static final Base64.Encoder HASH_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SipHash hash;

    /**
     * A masker whose hashes are equal to those of all others of the key.
     *
     * @param key at least 16 bytes, of which the first 16 are used
     */
    public Masker(byte[] key) {
        ByteBuffer halves = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        hash = new SipHash(halves.getLong(), halves.getLong());
    }

    /** What may be read of the value; {@code null} if nothing. */
    public @Nullable String mask(MaskingProfile profile, PersonalField field, String value) {
        return switch (profile.rule(field)) {
            case KEEP -> value;
            case PARTIAL -> part(field, value);
            case HASH -> hashed(field, value);
            case DROP -> null;
        };
    }

    private String hashed(PersonalField field, String value) {
        hash.of(field.domain(), "", field == PersonalField.EMAIL ? value.toLowerCase(Locale.ROOT) : value);
        return HASHED
                + HASH_TEXT.encodeToString(ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(hash.high())
                        .putLong(hash.low())
                        .array());
    }

    private static String part(PersonalField field, String value) {
        return switch (field) {
            case EMAIL -> email(value);
            case PHONE -> value.length() < CHARS_MIN ? CUT : CUT + value.substring(value.length() - LEFT_OF_PHONE);
            case IP_ADDRESS -> network(value);
            default -> value.length() < CHARS_MIN ? CUT : value.substring(0, LEFT_OF_CODE) + CUT;
        };
    }

    /** The domain, which many share. */
    private static String email(String value) {
        int at = value.lastIndexOf('@');
        return at < 0 ? CUT : CUT + value.substring(at);
    }

    /** The first three bytes of IPv4, the first three groups of IPv6. */
    private static String network(String value) {
        char separator = value.indexOf(':') >= 0 ? ':' : '.';
        int end = -1;
        for (int groups = 0; groups < 3; groups++) {
            end = value.indexOf(separator, end + 1);
            if (end < 0) {
                return CUT;
            }
        }
        return value.substring(0, end + 1) + CUT;
    }
}
