package io.riskgate.velocity;

import java.security.SecureRandom;

/**
 * SipHash-2-4 with a result of 128 bits, over one or several texts. Who does not know the key cannot find two texts of the same
 * hash, so values that shoppers choose may be told apart by it. For one thread; never blocks.
 *
 * <p>After Aumasson and Bernstein, "SipHash: a fast short-input PRF" (INDOCRYPT 2012), with the longer result of their reference
 * code. A text is hashed as its UTF-16 code units, in little-endian order.
 */
public final class SipHash {

    private static final int CHARS_PER_WORD = 4;

    private final long key0;
    private final long key1;
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long high;
    private long low;

    public SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    static SipHash ofRandomKey() {
        SecureRandom random = new SecureRandom();
        return new SipHash(random.nextLong(), random.nextLong());
    }

    /** Hashes one text. */
    void of(String text) {
        begin();
        add(text);
        end();
    }

    /** Hashes the texts one after the other, and before them how long they are, so that no other texts read the same. */
    void of(String first, String second, String last) {
        begin();
        add(lengths(first, second));
        add(first);
        add(second);
        add(last);
        end();
    }

    /** As {@link #of(String, String, String)}. */
    public void of(String first, String second, String third, String last) {
        begin();
        add(lengths(first, second));
        add((long) third.length());
        add(first);
        add(second);
        add(third);
        add(last);
        end();
    }

    /** The second half of the result. */
    long high() {
        return high;
    }

    /** The first half of the result. */
    public long low() {
        return low;
    }

    private static long lengths(String first, String second) {
        return ((long) first.length() << Integer.SIZE) | second.length();
    }

    private void begin() {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    /** Whole words of four characters, and one with the rest and the length. */
    private void add(String text) {
        int length = text.length();
        int at = 0;
        for (; at + CHARS_PER_WORD <= length; at += CHARS_PER_WORD) {
            add((long) text.charAt(at)
                    | (long) text.charAt(at + 1) << 16
                    | (long) text.charAt(at + 2) << 32
                    | (long) text.charAt(at + 3) << 48);
        }
        long rest = ((long) length * Character.BYTES) << 56;
        for (int shift = 0; at < length; at++, shift += Character.SIZE) {
            rest |= (long) text.charAt(at) << shift;
        }
        add(rest);
    }

    private void add(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    private void end() {
        v2 ^= 0xee;
        low = finished();
        v1 ^= 0xdd;
        high = finished();
    }

    private long finished() {
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
