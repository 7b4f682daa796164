package io.riskgate.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks in the journal's files for what they say of a checkout, the newest file first: in the last one, which may still grow, by reading
 * it; in those that have ended by their {@link JournalIndex}. Blocks, longer for each file that has no index yet; what was made
 * stays, so that a search that was given too little time comes further when it is made again. For one search and one thread.
 */
public final class JournalSearch {

    private final Path directory;
    private final boolean byIndex;
    private final String words;
    private final Predicate<JournalRecord> wanted;
    private @Nullable JournalRecord found;
    private boolean forgotten;

    /** @param words what a line that is wanted has in it, by which it is in the index, if that has it at all */
    private JournalSearch(Path directory, boolean byIndex, String words, Predicate<JournalRecord> wanted) {
        this.directory = directory;
        this.byIndex = byIndex;
        this.words = words;
        this.wanted = wanted;
    }

    /**
     * What was found of a decision.
     *
     * @param entry {@code null} if there is none
     * @param forgotten whether there is one that cannot be opened any more
     * @param whole whether all was looked at that there is
     */
    public record Found(@Nullable JournalEntry entry, boolean forgotten, boolean whole) {}

    /**
     * What was found of an outcome.
     *
     * @param entry {@code null} if there is none
     * @param whole whether all was looked at that there is
     */
    public record FoundOutcome(@Nullable OutcomeEntry entry, boolean whole) {}

    /**
     * The newest decision of that id.
     *
     * @param directory of the journal, see {@link FileJournal#directory}
     * @param merchantId whose decision it is; {@code null} if it may be anybody's, which no index helps to find
     * @param timeMax after which no other file is looked at
     * @throws IOException if a file cannot be read
     */
    public static Found find(Path directory, @Nullable String merchantId, String id, Duration timeMax)
            throws IOException {
        String merchant = merchantId == null ? "\"" : JournalLine.text(merchantId);
        String words = "{" + JournalLine.words(id) + ",\"merchantId\":" + merchant;
        JournalSearch search = new JournalSearch(
                directory,
                merchantId != null,
                words,
                record -> record instanceof JournalEntry decided
                        && decided.decision().id().equals(id)
                        && (merchantId == null
                                || decided.decision().merchantId().equals(merchantId)));
        boolean whole = search.look(JournalDirectory.files(directory), timeMax);
        return new Found((JournalEntry) search.found, search.forgotten, whole);
    }

    /**
     * The outcome of a checkout that was written last, since then.
     *
     * @throws IOException if a file cannot be read
     */
    static FoundOutcome findOutcome(Path directory, String merchantId, String id, Instant since, Duration timeMax)
            throws IOException {
        String words = "{\"merchantId\":" + JournalLine.text(merchantId) + "," + JournalLine.words(id);
        JournalSearch search = new JournalSearch(
                directory,
                true,
                words,
                record -> record instanceof OutcomeEntry outcome
                        && outcome.id().equals(id)
                        && outcome.merchantId().equals(merchantId)
                        && !outcome.at().isBefore(since));
        boolean whole = search.look(JournalDirectory.filesSince(directory, since), timeMax);
        return new FoundOutcome((OutcomeEntry) search.found, whole);
    }

    /** Whether it has come to the end, or has found something. */
    private boolean look(List<Path> files, Duration timeMax) throws IOException {
        long begunNanos = System.nanoTime();
        for (int i = files.size() - 1; i >= 0 && found == null; i--) {
            boolean isLast = i == files.size() - 1;
            if (!isLast && System.nanoTime() - begunNanos >= timeMax.toNanos()) {
                return false;
            }
            if (isLast || !byIndex) {
                read(files.get(i));
            } else {
                lookUp(files.get(i));
            }
        }
        return true;
    }

    private void lookUp(Path file) throws IOException {
        try {
            for (long offset : JournalIndex.find(file, words)) {
                note(JournalReader.readLine(directory, file, offset, (path, record) -> note(record)));
            }
        } catch (IOException noIndex) {
            // It only saves time: a disk may be full, or a copy of a journal not to be written to.
            read(file);
        }
    }

    private void read(Path file) throws IOException {
        note(JournalReader.replayFiles(
                directory, List.of(file), path -> 0, words, () -> {}, (path, record) -> note(record)));
    }

    private void note(ReplayReport report) {
        forgotten |= report.forgottenLines() > 0;
    }

    private void note(JournalRecord record) {
        if (wanted.test(record)) {
            found = record;
        }
    }
}
