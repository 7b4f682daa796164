package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Numbers the lines and ties each to the one before: a line begins with its number and the digest of the line before, and ends with
 * its own digest, the SHA-256 of all that stands before that. So a line that is changed, removed, added or moved shows, unless all
 * that follow are written anew; who keeps a digest elsewhere sees that, too. For one thread; never blocks.
 *
 * <pre>{@code
 * {"v":2,"n":17,"previous":"<43 characters>", ... ,"digest":"<43 characters>"}
 * }</pre>
 */
final class HashChain {

    /** How a line begins, up to its number. */
    static final String BEGIN = "{\"v\":2,\"n\":";

    static final String PREVIOUS = ",\"previous\":\"";
    static final String DIGEST = ",\"digest\":\"";
    static final String END = "\"}";

    /** What a digest is as URL-safe Base64 without padding. */
    static final int DIGEST_CHARS = 43;

    /** What a digest takes at the end of a line. */
    static final int TAIL_BYTES = DIGEST.length() + DIGEST_CHARS + END.length();

    /** The digest before the first line. */
    static final String NONE = "A".repeat(DIGEST_CHARS);

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final MessageDigest sha = sha256();
    private long number;
    private String previous;
    private String digest = NONE;

    /**
     * A chain that goes on.
     *
     * @param number of the next line, from 1
     * @param previous the digest of the line before it
     */
    HashChain(long number, String previous) {
        this.number = number;
        this.previous = previous;
    }

    /** Writes how the next line begins. */
    void begin(LineBuffer line) {
        line.ascii(BEGIN + number + PREVIOUS + previous + "\"");
    }

    /** Writes how the line ends that begins at {@code from}. */
    void end(LineBuffer line, int from) {
        line.digest(sha, from);
        digest = TEXT.encodeToString(sha.digest());
        line.ascii(DIGEST + digest + END);
    }

    /** The line that was ended stands, and the next one follows it. Without this, the next one takes its place. */
    void advance() {
        number++;
        previous = digest;
    }

    /** The digest of a line, as far as it stands before its own. */
    static String digest(MessageDigest sha, byte[] line, int length) {
        sha.update(line, 0, length);
        return TEXT.encodeToString(sha.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
