package io.riskgate.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a stream line by line, and holds no more of it than {@link #CHUNK_BYTES} and a line. A line ends with a line feed, which is no part
 * of it; the last one may lack it. For one thread; blocks as the stream does, which it does not close.
 */
public final class LineReader {

    static final int CHUNK_BYTES = 64 * 1024;

    private static final int LINE_BYTES = 16 * 1024;

    private final InputStream in;
    private final int bytesMax;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    /** The chunk as characters, among which the JVM looks for one many at a time, as it does not among bytes. */
    private String text = "";

    private int at;

    /** Grows up to {@link #bytesMax}, which hardly any line needs. */
    private byte[] line;

    private long length;
    private long number;
    private long offset;
    private long next;
    private boolean ended;

    /** A file that grows has more behind its end by the next look, which would begin in the middle of a line. */
    private boolean over;

    /** @param bytesMax of a longer line only the length is kept */
    public LineReader(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
        line = new byte[Math.min(LINE_BYTES, bytesMax)];
    }

    /** Goes on to the next line; {@code false} if there is none. */
    public boolean next() throws IOException {
        offset = next;
        length = 0;
        ended = false;
        while (!ended) {
            int newline = text.indexOf('\n', at);
            append(newline < 0 ? text.length() : newline);
            if (newline >= 0) {
                ended = true;
                at++;
            } else if (!fill()) {
                break;
            }
        }
        boolean isThere = ended || length > 0;
        next = offset + length + (ended ? 1 : 0);
        number += isThere ? 1 : 0;
        return isThere;
    }

    private boolean fill() throws IOException {
        int read = over ? -1 : in.read(chunk);
        over = read < 0;
        text = over ? "" : new String(chunk, 0, read, ISO_8859_1);
        at = 0;
        return !over;
    }

    private void append(int end) {
        int more = end - at;
        long longer = length + more;
        if (longer <= bytesMax) {
            if (longer > line.length) {
                line = Arrays.copyOf(line, (int) Math.min(bytesMax, 2 * longer));
            }
            System.arraycopy(chunk, at, line, (int) length, more);
        }
        length = longer;
        at = end;
    }

    /** The line's bytes are the first {@link #length} of it, until the next line is read; none of a line that is too long. */
    public byte[] bytes() {
        return line;
    }

    /** Of the line's bytes that can be read; 0 of a line that is too long. */
    public int length() {
        return isTooLong() ? 0 : (int) length;
    }

    public boolean isTooLong() {
        return length > bytesMax;
    }

    /** Whether the line has its line feed. */
    public boolean isEnded() {
        return ended;
    }

    /** The line's, from 1. */
    public long number() {
        return number;
    }

    /** Where the line begins, from where the stream was when this was made. */
    public long offset() {
        return offset;
    }

    /** Where the next line begins. */
    public long nextOffset() {
        return next;
    }
}
