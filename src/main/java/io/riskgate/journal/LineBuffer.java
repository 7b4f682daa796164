package io.riskgate.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Lines that are not yet safe on the disk. Not thread-safe. */
final class LineBuffer extends ByteArrayOutputStream {

    LineBuffer(int capacity) {
        super(capacity);
    }

    /**
     * Adds a line, or leaves the buffer and the chain as they were.
     *
     * @throws IOException if the entry has no JSON or too much of it
     */
    void add(JournalRecord entry, LineWriter writer) throws IOException {
        int before = count;
        boolean added = false;
        try {
            writer.write(entry, this);
            added = count - before <= JournalLine.BYTES_MAX;
        } finally {
            if (!added) {
                count = before;
            }
        }
        if (!added) {
            throw new IOException("the line is longer than " + JournalLine.BYTES_MAX + " bytes");
        }
        writer.added();
    }

    void ascii(String text) {
        writeBytes(HashChain.ascii(text));
    }

    /** Puts another byte in a place. */
    void set(int at, char ascii) {
        buf[at] = (byte) ascii;
    }

    /** Takes back the last byte. */
    void dropLast() {
        count--;
    }

    /** Has all bytes from a place on digested. */
    void digest(MessageDigest sha, int from) {
        sha.update(buf, from, count - from);
    }

    /** What is in it, not a copy; valid until the next change. */
    byte[] bytes() {
        return buf;
    }

    /** The bytes from {@code offset} on, valid until the next change. */
    ByteBuffer from(int offset) {
        return ByteBuffer.wrap(buf, offset, count - offset);
    }

    /** Forgets the first bytes. */
    void discard(int bytes) {
        System.arraycopy(buf, bytes, buf, 0, count - bytes);
        count -= bytes;
    }
}
