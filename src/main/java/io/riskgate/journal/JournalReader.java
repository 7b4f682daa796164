package io.riskgate.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Reads what {@link FileJournal} wrote, one line at a time. A line that cannot be read is reported and passed over. */
public final class JournalReader {

    private static final int READ_BYTES = 256 * 1024;

    private final BiConsumer<Path, JournalRecord> consumer;
    private final byte[] line = new byte[JournalLine.BYTES_MAX];
    private final List<String> messages = new ArrayList<>();
    private long entries;
    private long tornLines;
    private long corruptLines;

    private JournalReader(BiConsumer<Path, JournalRecord> consumer) {
        this.consumer = consumer;
    }

    /**
     * Passes on the decisions of all files, in the order in which they were written. Blocks; uses the caller's thread.
     *
     * @param directory of the files, see {@link FileJournal#directory}; one that does not exist has no entries
     * @throws IOException if a file cannot be read at all
     */
    public static ReplayReport replay(Path directory, Consumer<JournalEntry> consumer) throws IOException {
        return replayAll(directory, (file, entry) -> {
            if (entry instanceof JournalEntry decision) {
                consumer.accept(decision);
            }
        });
    }

    /** As {@link #replay}, with all that is among the decisions, and the file that each is in. */
    public static ReplayReport replayAll(Path directory, BiConsumer<Path, JournalRecord> consumer) throws IOException {
        return replayFiles(JournalDirectory.files(directory), file -> 0, consumer);
    }

    /**
     * Passes on what was made since then; files that ended before are not read.
     *
     * @param offsets where in a file a line begins before which there is nothing of it
     */
    static ReplayReport replaySince(
            Path directory, Instant since, ToLongFunction<Path> offsets, Consumer<JournalRecord> consumer)
            throws IOException {
        return replayFiles(JournalDirectory.filesSince(directory, since), offsets, (file, entry) -> {
            if (!entry.at().isBefore(since)) {
                consumer.accept(entry);
            }
        });
    }

    private static ReplayReport replayFiles(
            List<Path> files, ToLongFunction<Path> offsets, BiConsumer<Path, JournalRecord> consumer)
            throws IOException {
        JournalReader reader = new JournalReader(consumer);
        for (Path file : files) {
            reader.read(file, offsets.applyAsLong(file));
        }
        return new ReplayReport(reader.entries, reader.tornLines, reader.corruptLines, reader.messages);
    }

    /** Lines are numbered from the offset on. */
    private void read(Path file, long offset) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream in = new BufferedInputStream(bytes, READ_BYTES)) {
            bytes.skipNBytes(offset);
            long number = 1;
            long length = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    accept(file, number++, length, true);
                    length = 0;
                } else {
                    if (length < line.length) {
                        line[(int) length] = (byte) next;
                    }
                    length++;
                }
            }
            if (length > 0) {
                accept(file, number, length, false);
            }
        }
    }

    /** A last line that lacks only its newline is whole: no beginning of an object is an object. */
    private void accept(Path file, long number, long length, boolean ended) {
        JournalRecord entry;
        try {
            if (length > line.length) {
                throw new IOException("is longer than " + line.length + " bytes");
            }
            entry = JournalLine.read(line, (int) length);
        } catch (IOException e) {
            refuse(file, number, ended, e);
            return;
        }
        entries++;
        consumer.accept(file, entry);
    }

    private void refuse(Path file, long number, boolean ended, IOException e) {
        if (ended) {
            corruptLines++;
        } else {
            tornLines++;
        }
        if (messages.size() < ReplayReport.MESSAGES_MAX) {
            // What a JSON parser says quotes the line, which is personal data.
            String why = e instanceof JsonProcessingException ? "is not a journal line" : e.getMessage();
            messages.add(file.getFileName() + " line " + number + (ended ? " " : " (torn) ") + why);
        }
    }
}
