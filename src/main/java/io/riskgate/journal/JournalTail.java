package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Follows the journal line by line, across files and restarts, from a position that somebody keeps. Only whole lines of the chain
 * come: a line of before there was one has personal data in clear, and a changed one is not what was written; both are passed over and counted.
 * For one thread; blocks.
 */
public final class JournalTail {

    private static final int READ_BYTES = 256 * 1024;

    /**
     * Behind a line.
     *
     * @param file its name; empty for the beginning
     */
    public record Position(String file, long offset) {

        public static final Position BEGINNING = new Position("", 0);
    }

    /**
     * A line that people may read: without what is sealed in it.
     *
     * @param json the object
     * @param next the position behind it
     */
    public record Line(long number, String json, Position next) {}

    private static final byte[] SEALED = HashChain.ascii(",\"key\":\"");

    private final Path directory;
    private final MessageDigest sha = HashChain.sha256();
    private Position position;
    private long passedOver;

    /** @param from where to go on; a file that is not there any more is passed over */
    public JournalTail(Path directory, Position from) {
        this.directory = directory;
        this.position = from;
    }

    /** The next lines, as many as come with one reading; none if there is nothing new yet. */
    public List<Line> next() throws IOException {
        List<Path> files = JournalDirectory.files(directory);
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.compareTo(position.file()) > 0) {
                position = new Position(name, 0);
            }
            if (name.equals(position.file())) {
                List<Line> lines = read(file, !file.equals(files.getLast()));
                if (!lines.isEmpty()) {
                    return lines;
                }
            }
        }
        return List.of();
    }

    /** Lines that were passed over. */
    public long passedOver() {
        return passedOver;
    }

    /** @param ended whether nothing will be added, so that a last line without its newline is whole or torn for good */
    private List<Line> read(Path file, boolean ended) throws IOException {
        List<Line> lines = new ArrayList<>();
        int wanted = READ_BYTES;
        while (lines.isEmpty()) {
            byte[] bytes = bytes(file, position.offset(), wanted);
            int end = endOfLines(bytes);
            if (end == 0 && bytes.length == wanted && wanted <= JournalLine.BYTES_MAX) {
                wanted *= 2;
                continue;
            }
            if (end == 0 && (ended || bytes.length == wanted)) {
                end = bytes.length;
            }
            if (end == 0) {
                break;
            }
            split(bytes, end, lines);
        }
        return lines;
    }

    private static byte[] bytes(Path file, long from, int wanted) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.min(from, Files.size(file)));
            return in.readNBytes(wanted);
        } catch (NoSuchFileException deleted) {
            return new byte[0];
        }
    }

    private static int endOfLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void split(byte[] bytes, int end, List<Line> lines) {
        int begin = 0;
        while (begin < end) {
            int newline = begin;
            while (newline < end && bytes[newline] != '\n') {
                newline++;
            }
            int next = Math.min(newline + 1, end);
            position = new Position(position.file(), position.offset() + next - begin);
            add(Arrays.copyOfRange(bytes, begin, newline), lines);
            begin = next;
        }
    }

    private void add(byte[] line, List<Line> lines) {
        ChainedLine chained = ChainedLine.of(line, line.length, sha);
        if (chained == null || !chained.whole()) {
            passedOver++;
        } else {
            lines.add(new Line(chained.number(), readable(line), position));
        }
    }

    private static String readable(byte[] line) {
        int tail = line.length - HashChain.TAIL_BYTES;
        int sealed = lastIndexOf(line, tail);
        if (sealed < 0) {
            return new String(line, US_ASCII);
        }
        return new String(line, 0, sealed, US_ASCII) + new String(line, tail, HashChain.TAIL_BYTES, US_ASCII);
    }

    /** The key and the sealed part are the last before the digest, and neither has such a text in it. */
    private static int lastIndexOf(byte[] line, int before) {
        for (int i = before - SEALED.length; i >= 0; i--) {
            if (Arrays.equals(line, i, i + SEALED.length, SEALED, 0, SEALED.length)) {
                return i;
            }
        }
        return -1;
    }
}
