package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.riskgate.sealing.KeyGoneException;
import io.riskgate.sealing.Opener;
import io.riskgate.sealing.WrongInstallationKeyException;
import io.riskgate.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Reads what {@link FileJournal} wrote, one line at a time. A line that cannot be read, or that was changed, is reported and passed
 * over, and so is one whose day is forgotten. The keys are those beside the journal.
 */
public final class JournalReader {

    private final byte[] words;
    private final Runnable passedOver;
    private final BiConsumer<Path, JournalRecord> consumer;
    private final Opener opener;
    private final MessageDigest sha = HashChain.sha256();

    private final List<String> messages = new ArrayList<>();
    private long entries;
    private long tornLines;
    private long corruptLines;
    private long forgottenLines;

    private JournalReader(String words, Runnable passedOver, Opener opener, BiConsumer<Path, JournalRecord> consumer) {
        this.words = words.getBytes(US_ASCII);
        this.passedOver = passedOver;
        this.opener = opener;
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
        return replayFiles(directory, JournalDirectory.files(directory), file -> 0, "", () -> {}, consumer);
    }

    /**
     * As {@link #replayAll}, without files that ended before then.
     *
     * @param also names of files that are wanted nevertheless
     */
    public static ReplayReport replayRecent(
            Path directory, Instant since, Predicate<String> also, BiConsumer<Path, JournalRecord> consumer)
            throws IOException {
        Set<Path> recent = Set.copyOf(JournalDirectory.filesSince(directory, since));
        List<Path> files = JournalDirectory.files(directory).stream()
                .filter(file ->
                        recent.contains(file) || also.test(file.getFileName().toString()))
                .toList();
        return replayFiles(directory, files, file -> 0, "", () -> {}, consumer);
    }

    /**
     * Passes on what was made since then; files that ended before are not read.
     *
     * @param offsets where in a file a line begins before which there is nothing of it
     * @param words lines without them are passed over unread
     * @param passedOver is told of each of those, and of each entry from before
     */
    static ReplayReport replaySince(
            Path directory,
            Instant since,
            ToLongFunction<Path> offsets,
            String words,
            Runnable passedOver,
            Consumer<JournalRecord> consumer)
            throws IOException {
        return replayFiles(
                directory, JournalDirectory.filesSince(directory, since), offsets, words, passedOver, (file, entry) -> {
                    if (entry.at().isBefore(since)) {
                        passedOver.run();
                    } else {
                        consumer.accept(entry);
                    }
                });
    }

    static ReplayReport replayFiles(
            Path directory,
            List<Path> files,
            ToLongFunction<Path> offsets,
            String words,
            Runnable passedOver,
            BiConsumer<Path, JournalRecord> consumer)
            throws IOException {
        JournalReader reader =
                new JournalReader(words, passedOver, new Opener(JournalDirectory.keys(directory)), consumer);
        for (Path file : files) {
            reader.read(file, offsets.applyAsLong(file));
        }
        return reader.report();
    }

    /** Passes on the one line that begins at the offset. */
    static ReplayReport readLine(Path directory, Path file, long offset, BiConsumer<Path, JournalRecord> consumer)
            throws IOException {
        JournalReader reader = new JournalReader("", () -> {}, new Opener(JournalDirectory.keys(directory)), consumer);
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(offset);
            LineReader lines = new LineReader(in, JournalLine.BYTES_MAX);
            if (lines.next()) {
                reader.accept(file, lines);
            }
        }
        return reader.report();
    }

    private ReplayReport report() {
        return new ReplayReport(entries, tornLines, corruptLines, forgottenLines, messages);
    }

    /** Lines are numbered from the offset on. */
    private void read(Path file, long offset) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(offset);
            LineReader lines = new LineReader(in, JournalLine.BYTES_MAX);
            while (lines.next()) {
                accept(file, lines);
            }
        }
    }

    /** A last line that lacks only its newline is whole: no beginning of an object is an object. */
    private void accept(Path file, LineReader line) throws IOException {
        JournalRecord entry;
        try {
            if (line.isTooLong()) {
                throw new IOException("is longer than " + JournalLine.BYTES_MAX + " bytes");
            }
            if (!hasWords(line.bytes(), line.length())) {
                passedOver.run();
                return;
            }
            checkUnchanged(line);
            entry = JournalLine.read(line.bytes(), line.length(), opener);
        } catch (KeyGoneException e) {
            forgottenLines++;
            return;
        } catch (WrongInstallationKeyException e) {
            throw e;
        } catch (IOException e) {
            refuse(file, line, e);
            return;
        }
        entries++;
        consumer.accept(file, entry);
    }

    private void checkUnchanged(LineReader line) throws IOException {
        ChainedLine chained = ChainedLine.of(line.bytes(), line.length(), sha);
        if (chained != null && !chained.whole()) {
            throw new IOException("(entry " + chained.number() + ") was changed");
        }
    }

    private boolean hasWords(byte[] line, int length) {
        if (words.length == 0) {
            return true;
        }
        byte first = words[0];
        for (int i = 0; i <= length - words.length; i++) {
            if (line[i] == first && Arrays.equals(line, i, i + words.length, words, 0, words.length)) {
                return true;
            }
        }
        return false;
    }

    private void refuse(Path file, LineReader line, IOException e) {
        if (line.isEnded()) {
            corruptLines++;
        } else {
            tornLines++;
        }
        if (messages.size() < ReplayReport.MESSAGES_MAX) {
            // What a JSON parser says quotes the line, which is personal data.
            String why = e instanceof JsonProcessingException ? "is not a journal line" : e.getMessage();
            messages.add(file.getFileName() + " line " + line.number() + (line.isEnded() ? " " : " (torn) ") + why);
        }
    }
}
