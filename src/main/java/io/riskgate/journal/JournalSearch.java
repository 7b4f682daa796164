package io.riskgate.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks a decision up in the journal's files, the newest file first: in the last one, which may still grow, by reading it; in those that
 * have ended by their {@link DecisionIndex}. Blocks, for seconds where files have no index yet. For one search and one thread.
 */
public final class JournalSearch {

    private final Path directory;
    private final @Nullable String merchantId;
    private final String id;
    private final String words;
    private @Nullable JournalEntry found;
    private boolean forgotten;

    private JournalSearch(Path directory, @Nullable String merchantId, String id) throws IOException {
        this.directory = directory;
        this.merchantId = merchantId;
        this.id = id;
        words = words(merchantId, id);
    }

    /**
     * What was found.
     *
     * @param entry {@code null} if there is none
     * @param forgotten whether there is one that cannot be opened any more
     */
    public record Found(@Nullable JournalEntry entry, boolean forgotten) {}

    /**
     * The newest decision of that id.
     *
     * @param directory of the journal, see {@link FileJournal#directory}
     * @param merchantId whose decision it is; {@code null} if it may be anybody's, which no index helps to find
     * @throws IOException if a file cannot be read
     */
    public static Found find(Path directory, @Nullable String merchantId, String id) throws IOException {
        return new JournalSearch(directory, merchantId, id).find();
    }

    private Found find() throws IOException {
        List<Path> files = JournalDirectory.files(directory);
        for (int i = files.size() - 1; i >= 0 && found == null; i--) {
            if (i == files.size() - 1 || merchantId == null) {
                read(files.get(i), file -> 0);
            } else {
                for (long offset : DecisionIndex.find(files.get(i), words)) {
                    readLine(files.get(i), offset);
                }
            }
        }
        return new Found(found, forgotten);
    }

    private void read(Path file, ToLongFunction<Path> offsets) throws IOException {
        note(JournalReader.replayFiles(
                directory, List.of(file), offsets, words, () -> {}, (path, entry) -> note(entry)));
    }

    private void readLine(Path file, long offset) throws IOException {
        note(JournalReader.readLine(directory, file, offset, (path, entry) -> note(entry)));
    }

    private void note(ReplayReport report) {
        forgotten |= report.forgottenLines() > 0;
    }

    private void note(JournalRecord entry) {
        if (entry instanceof JournalEntry decision
                && decision.decision().id().equals(id)
                && (merchantId == null || decision.decision().merchantId().equals(merchantId))) {
            found = decision;
        }
    }

    /** How they stand in a decision's JSON. */
    private static String words(@Nullable String merchantId, String id) throws IOException {
        String merchant = merchantId == null ? "\"" : JournalLine.text(merchantId);
        return "{" + JournalLine.words(id) + ",\"merchantId\":" + merchant;
    }
}
