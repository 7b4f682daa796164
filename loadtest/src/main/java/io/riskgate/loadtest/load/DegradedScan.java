package io.riskgate.loadtest.load;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what an answer lacks without parsing it: the strings in its first {@code "degraded":[...]}. The answer may come
 * in any pieces. It cannot be mistaken for text inside a string, whose quotes are escaped. Belongs to one connection.
 */
final class DegradedScan implements ByteProcessor {

    private static final byte[] START = "\"degraded\":[".getBytes(StandardCharsets.US_ASCII);

    /** The rest of a longer name is ignored. */
    private static final int KIND_CHARS_MAX = 40;

    /** Further ones are ignored. */
    private static final int KINDS_MAX = 16;

    private final List<String> kinds = new ArrayList<>();
    private final StringBuilder kind = new StringBuilder();
    private int matched;
    private boolean inKind;
    private boolean done;

    /** Begins a new answer. */
    void reset() {
        kinds.clear();
        matched = 0;
        inKind = false;
        done = false;
    }

    /** Takes the next piece. Hot: reads every byte of every answer. */
    void scan(ByteBuf piece) {
        if (!done) {
            piece.forEachByte(this);
        }
    }

    /** What was found so far; valid until the reset. */
    List<String> kinds() {
        return kinds;
    }

    /** Returns whether to go on. */
    @Override
    public boolean process(byte next) {
        if (matched < START.length) {
            // The only byte at which a new match can begin is the quote.
            matched = next == START[matched] ? matched + 1 : next == START[0] ? 1 : 0;
        } else if (next == '"') {
            if (inKind && kinds.size() < KINDS_MAX) {
                kinds.add(kind.toString());
            }
            kind.setLength(0);
            inKind = !inKind;
        } else if (inKind) {
            if (kind.length() < KIND_CHARS_MAX) {
                kind.append((char) (next & 0x7f));
            }
        } else if (next == ']') {
            done = true;
        }
        return !done;
    }
}
