package io.riskgate.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Lines that are not yet safe on the disk. Not thread-safe. */
final class LineBuffer extends ByteArrayOutputStream {

    LineBuffer(int capacity) {
        super(capacity);
    }

    /**
     * Adds a line, or leaves the buffer as it was.
     *
     * @throws IOException if the entry has no JSON or too much of it
     */
    void add(JournalRecord entry) throws IOException {
        int before = count;
        boolean added = false;
        try {
            JournalLine.write(entry, this);
            added = count - before <= JournalLine.BYTES_MAX;
        } finally {
            if (!added) {
                count = before;
            }
        }
        if (!added) {
            throw new IOException("the line is longer than " + JournalLine.BYTES_MAX + " bytes");
        }
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
