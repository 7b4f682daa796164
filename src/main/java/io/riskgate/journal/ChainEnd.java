package io.riskgate.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the hash chain goes on after a restart: behind the last whole line that the journal's files have. What a crash has torn off
 * behind it was never a line. Blocks; reads the end of the last file that has a line.
 */
final class ChainEnd {

    /** Enough for a line and a torn one behind it. */
    private static final int TAIL_BYTES = 2 * JournalLine.BYTES_MAX + 2;

    private ChainEnd() {}

    /** @throws IOException if a file cannot be read */
    static HashChain of(Path directory) throws IOException {
        List<Path> files = JournalDirectory.files(directory);
        for (int i = files.size() - 1; i >= 0; i--) {
            ChainedLine last = lastOf(files.get(i));
            if (last != null) {
                return new HashChain(last.number() + 1, last.digest());
            }
        }
        return new HashChain(1, HashChain.NONE);
    }

    private static @Nullable ChainedLine lastOf(Path file) throws IOException {
        byte[] tail = tail(file);
        MessageDigest sha = HashChain.sha256();
        int end = tail.length;
        while (end > 0) {
            int begin = end;
            while (begin > 0 && tail[begin - 1] != '\n') {
                begin--;
            }
            ChainedLine line = ChainedLine.of(Arrays.copyOfRange(tail, begin, end), end - begin, sha);
            if (line != null && line.whole()) {
                return line;
            }
            end = begin - 1;
        }
        return null;
    }

    private static byte[] tail(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, TAIL_BYTES));
            long from = size - tail.capacity();
            while (tail.hasRemaining() && channel.read(tail, from + tail.position()) >= 0) {
                // Reads on.
            }
            return Arrays.copyOf(tail.array(), tail.position());
        }
    }
}
