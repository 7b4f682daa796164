package io.riskgate.identity;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A key as its owner has it: {@code rk_<id>_<secret>}. The id finds its entry and may be shown; the secret is 43 letters and
 * digits, drawn evenly, which is 256 bits. Immutable.
 */
public final class KeyText {

    static final int ID_CHARS = 12;
    static final int SECRET_CHARS = 43;

    private static final String PREFIX = "rk_";
    private static final int SECRET_START = PREFIX.length() + ID_CHARS + 1;
    private static final int CHARS = SECRET_START + SECRET_CHARS;
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** Of an id: the first 36, so that it reads alike in any case. */
    private static final int ID_ALPHABET = 36;

    private final String id;
    private final String secret;

    private KeyText(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** A new one, of which nobody else knows. */
    public static KeyText generate(SecureRandom random) {
        return new KeyText(draw(random, ID_CHARS, ID_ALPHABET), draw(random, SECRET_CHARS, ALPHABET.length()));
    }

    private static String draw(SecureRandom random, int chars, int alphabet) {
        StringBuilder drawn = new StringBuilder(chars);
        for (int i = 0; i < chars; i++) {
            drawn.append(ALPHABET.charAt(random.nextInt(alphabet)));
        }
        return drawn.toString();
    }

    /** Whether something is meant to be a key rather than a token. */
    static boolean isLike(String text) {
        return text.startsWith(PREFIX);
    }

    /** {@code null} if that is no key. Hot. */
    public static @Nullable KeyText parse(String text) {
        if (text.length() != CHARS || !isLike(text) || text.charAt(SECRET_START - 1) != '_') {
            return null;
        }
        for (int i = PREFIX.length(); i < CHARS; i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letterOrDigit && i != SECRET_START - 1) {
                return null;
            }
        }
        return new KeyText(text.substring(PREFIX.length(), SECRET_START - 1), text.substring(SECRET_START));
    }

    public String id() {
        return id;
    }

    String secret() {
        return secret;
    }

    /** The whole key: for its owner alone. */
    public String text() {
        return PREFIX + id + "_" + secret;
    }

    /** Without the secret, so that none gets into a log by mistake. */
    @Override
    public String toString() {
        return PREFIX + id + "_...";
    }
}
