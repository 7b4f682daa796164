package io.riskgate.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the journal's files come to.
 *
 * @param recentSince when the oldest file was begun that was begun in the last day; if there is none, when the last one was, and now if there
 *     is no file
 * @param recentBytes what was written since then
 */
public record JournalSize(int files, long bytes, Instant recentSince, long recentBytes) {

    private static final Duration RECENT = Duration.ofDays(1);

    /** Blocks, to look at each file. */
    static JournalSize of(Path directory, Instant now) throws IOException {
        List<Path> files = JournalDirectory.files(directory);
        long bytes = 0;
        long recentBytes = 0;
        Instant recentSince = now;
        for (int i = files.size() - 1; i >= 0; i--) {
            long size = size(files.get(i));
            Instant begun = JournalDirectory.begun(files.get(i));
            if (i == files.size() - 1 || !begun.isBefore(now.minus(RECENT))) {
                recentBytes += size;
                recentSince = begun.isBefore(recentSince) ? begun : recentSince;
            }
            bytes += size;
        }
        return new JournalSize(files.size(), bytes, recentSince, recentBytes);
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException hadItsTime) {
            return 0;
        }
    }
}
