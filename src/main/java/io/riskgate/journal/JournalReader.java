package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.riskgate.sealing.KeyGoneException;
import io.riskgate.sealing.Opener;
import io.riskgate.sealing.WrongInstallationKeyException;
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

    private static final int READ_BYTES = 256 * 1024;

    private static final int LINE_BYTES = 16 * 1024;

    private final byte[] words;
    private final Runnable passedOver;
    private final BiConsumer<Path, JournalRecord> consumer;
    private final Opener opener;
    private final MessageDigest sha = HashChain.sha256();

    /** Grows up to {@link JournalLine#BYTES_MAX}, which hardly any line needs. */
    private byte[] line = new byte[LINE_BYTES];

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
            byte[] chunk = new byte[LINE_BYTES];
            long length = 0;
            int newline = -1;
            for (int read = in.read(chunk); read >= 0 && newline < 0; read = in.read(chunk)) {
                newline = newline(chunk, read);
                length = reader.append(chunk, 0, newline < 0 ? read : newline, length);
            }
            reader.accept(file, 1, length, newline >= 0);
        }
        return reader.report();
    }

    private static int newline(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private ReplayReport report() {
        return new ReplayReport(entries, tornLines, corruptLines, forgottenLines, messages);
    }

    /** Lines are numbered from the offset on. */
    private void read(Path file, long offset) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(offset);
            byte[] chunk = new byte[READ_BYTES];
            long number = 1;
            long length = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                // In which the JVM looks for a character many at a time, as it does not in an array.
                String text = new String(chunk, 0, read, ISO_8859_1);
                int begin = 0;
                for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
                    length = append(chunk, begin, end, length);
                    accept(file, number++, length, true);
                    length = 0;
                    begin = end + 1;
                }
                length = append(chunk, begin, read, length);
            }
            if (length > 0) {
                accept(file, number, length, false);
            }
        }
    }

    /** Of a line that is too long only the length is kept. */
    private long append(byte[] chunk, int begin, int end, long length) {
        long longer = length + end - begin;
        if (longer <= JournalLine.BYTES_MAX) {
            if (longer > line.length) {
                line = Arrays.copyOf(line, (int) Math.min(JournalLine.BYTES_MAX, 2 * longer));
            }
            System.arraycopy(chunk, begin, line, (int) length, end - begin);
        }
        return longer;
    }

    /** A last line that lacks only its newline is whole: no beginning of an object is an object. */
    private void accept(Path file, long number, long length, boolean ended) throws IOException {
        JournalRecord entry;
        try {
            if (length > JournalLine.BYTES_MAX) {
                throw new IOException("is longer than " + JournalLine.BYTES_MAX + " bytes");
            }
            if (!hasWords((int) length)) {
                passedOver.run();
                return;
            }
            checkUnchanged((int) length);
            entry = JournalLine.read(line, (int) length, opener);
        } catch (KeyGoneException e) {
            forgottenLines++;
            return;
        } catch (WrongInstallationKeyException e) {
            throw e;
        } catch (IOException e) {
            refuse(file, number, ended, e);
            return;
        }
        entries++;
        consumer.accept(file, entry);
    }

    private void checkUnchanged(int length) throws IOException {
        ChainedLine chained = ChainedLine.of(line, length, sha);
        if (chained != null && !chained.whole()) {
            throw new IOException("(entry " + chained.number() + ") was changed");
        }
    }

    private boolean hasWords(int length) {
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
