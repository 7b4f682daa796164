package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a line says of its place in the {@link HashChain}.
 *
 * @param number from 1
 * @param previous the digest of the line before
 * @param digest the line's own, as it says
 * @param whole whether that is what its bytes have
 */
record ChainedLine(long number, String previous, String digest, boolean whole) {

    private static final byte[] BEGIN = HashChain.ascii(HashChain.BEGIN);
    private static final byte[] PREVIOUS = HashChain.ascii(HashChain.PREVIOUS);
    private static final byte[] DIGEST = HashChain.ascii(HashChain.DIGEST);
    private static final byte[] END = HashChain.ascii(HashChain.END);
    private static final int DIGITS_MAX = 18;

    /** Reads the first bytes of an array, a line without its newline; {@code null} if it is none of a chain. */
    static @Nullable ChainedLine of(byte[] line, int length, MessageDigest sha) {
        int at = BEGIN.length;
        if (!has(line, length, 0, BEGIN)) {
            return null;
        }
        long number = 0;
        int digits = 0;
        while (at < length && line[at] >= '0' && line[at] <= '9' && digits++ < DIGITS_MAX) {
            number = number * 10 + line[at++] - '0';
        }
        int tail = length - HashChain.TAIL_BYTES;
        int previousAt = at + PREVIOUS.length;
        if (!has(line, length, at, PREVIOUS)
                || previousAt + HashChain.DIGEST_CHARS > tail
                || !has(line, length, tail, DIGEST)
                || !has(line, length, length - END.length, END)) {
            return null;
        }
        String digest = text(line, tail + DIGEST.length);
        boolean whole = digest.equals(HashChain.digest(sha, line, tail));
        return new ChainedLine(number, text(line, previousAt), digest, whole);
    }

    private static boolean has(byte[] line, int length, int at, byte[] text) {
        return at >= 0 && at + text.length <= length && Arrays.equals(line, at, at + text.length, text, 0, text.length);
    }

    private static String text(byte[] line, int at) {
        return new String(line, at, HashChain.DIGEST_CHARS, US_ASCII);
    }
}
