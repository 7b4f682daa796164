package io.riskgate.journal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riskgate.fixture.DeafListener;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/** A journal whose disk has no room until it is made. */
public final class FullDisk implements AutoCloseable {

    private static final Path FULL = Path.of("/dev/full");

    private final FileJournal journal;
    private volatile boolean isFull = true;

    /** Skips the test where the system has no such device. */
    public FullDisk(Path dataDir, Clock clock) {
        assumeTrue(Files.exists(FULL));
        journal = new FileJournal(
                dataDir,
                JournalSettings.DEFAULTS,
                new DeafListener(),
                clock,
                path -> isFull
                        ? FileChannel.open(FULL, StandardOpenOption.WRITE)
                        : JournalDirectory.NEW_FILE.open(path));
    }

    public FileJournal journal() {
        return journal;
    }

    public void makeRoom() {
        isFull = false;
    }

    @Override
    public void close() {
        makeRoom();
        journal.close();
    }
}
