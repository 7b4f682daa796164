package io.riskgate.lists;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riskgate.store.DurableFiles;
import io.riskgate.text.LineReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list's file: a line for each change, <code>{"put":"4111","expiresAt":1795435200000}</code> or
 * <code>{"remove":"4111"}</code>, expiry in milliseconds since 1970. What a method wrote is durable when it returns; when
 * it throws, the next one writes over what it may have left. Blocks; for one thread at a time.
 */
final class ListLog {

    /** A longer line is none of ours: 256 characters of up to 6 bytes, and the names around them. */
    private static final int LINE_BYTES_MAX = 2_048;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader READER = JSON.readerFor(Change.class);
    private static final ObjectWriter WRITER = JSON.writerFor(Change.class);

    /**
     * One line; it has either {@code put} or {@code remove}.
     *
     * @param expiresAt {@code null} for never
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            @Nullable String put,
            @Nullable Long expiresAt,
            @Nullable String remove) {

        static Change put(String value, long expiresAtMillis) {
            return new Change(value, expiresAtMillis == ListEntries.NEVER ? null : expiresAtMillis, null);
        }

        static Change remove(String value) {
            return new Change(null, null, value);
        }

        private boolean isWhole() {
            return (put == null) != (remove == null);
        }

        private void applyTo(ListEntries entries) {
            if (put != null) {
                entries.keep(put, expiresAt == null ? ListEntries.NEVER : expiresAt);
            } else {
                entries.forget(Objects.requireNonNull(remove));
            }
        }
    }

    private final Path path;
    private long bytes;
    private long lines;

    private long corruptLines;
    private long firstCorruptLine;
    private long tornBytes;

    ListLog(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Lines of the file, the corrupt ones included. */
    long lines() {
        return lines;
    }

    /** What {@link #load} could not use, in words, or {@code null} if all was well. */
    @Nullable
    String damage() {
        if (corruptLines == 0 && tornBytes == 0) {
            return null;
        }
        String torn = tornBytes == 0 ? "" : "the torn last line of " + tornBytes + " bytes was dropped";
        String corrupt = corruptLines == 0
                ? ""
                : corruptLines + " corrupt lines were skipped, the first of them line " + firstCorruptLine;
        return torn + (torn.isEmpty() || corrupt.isEmpty() ? "" : "; ") + corrupt;
    }

    /** Applies every line that can be read. One that cannot, and what a crash left after the last line, is damage. */
    void load(ListEntries entries) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            LineReader line = new LineReader(in, LINE_BYTES_MAX);
            while (line.next()) {
                if (line.isEnded()) {
                    loadLine(line, entries);
                    bytes = line.nextOffset();
                } else {
                    tornBytes = line.nextOffset() - line.offset();
                }
            }
        }
    }

    void append(Iterable<Change> changes) throws IOException {
        try (FileChannel channel = DurableFiles.open(path, Set.of(StandardOpenOption.WRITE))) {
            channel.truncate(bytes);
            channel.position(bytes);
            lines += write(channel, changes);
            bytes = channel.size();
        }
    }

    /** Makes the file anew, with these changes only; a crash leaves the old one or the new one. */
    void rewrite(Iterable<Change> changes) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
        long writtenLines;
        long writtenBytes;
        try (FileChannel channel = DurableFiles.open(
                temporary,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING))) {
            writtenLines = write(channel, changes);
            writtenBytes = channel.size();
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = writtenLines;
        bytes = writtenBytes;
        DurableFiles.syncDirectory(directory());
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
        DurableFiles.syncDirectory(directory());
    }

    private void loadLine(LineReader line, ListEntries entries) {
        lines++;
        Change change = parse(line.bytes(), line.length());
        if (change == null) {
            corruptLines++;
            firstCorruptLine = firstCorruptLine == 0 ? lines : firstCorruptLine;
        } else {
            change.applyTo(entries);
        }
    }

    private static @Nullable Change parse(byte[] line, int length) {
        try {
            Change change = READER.readValue(line, 0, length);
            return change != null && change.isWhole() ? change : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The number of lines written, which are then on the disk. */
    private static long write(FileChannel channel, Iterable<Change> changes) throws IOException {
        long written = 0;
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        for (Change change : changes) {
            out.write(WRITER.writeValueAsBytes(change));
            out.write('\n');
            written++;
        }
        out.flush();
        channel.force(true);
        return written;
    }

    private Path directory() {
        return Objects.requireNonNull(path.getParent());
    }
}
