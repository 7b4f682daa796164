package io.riskgate.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.Checkouts;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalReader;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.JournalSettings;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.journal.UploadEntry;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A journal and its meter, as the engine puts them together, and all that was ever journalled. */
final class MeteredNode implements AutoCloseable {

    private static final JournalSettings SETTINGS = new JournalSettings(16 * 1024, Duration.ZERO, Duration.ofHours(1));

    final CountedUsage journalled = new CountedUsage();
    final Path dataDir;
    final Clock clock;
    private final int rowsMax;
    UsageMeter meter;
    FileJournal journal;

    MeteredNode(Path dataDir, Clock clock, int rowsMax) throws IOException {
        this.dataDir = dataDir;
        this.clock = clock;
        this.rowsMax = rowsMax;
        start();
    }

    private void start() throws IOException {
        meter = replayed(dataDir);
        journal = new FileJournal(dataDir, SETTINGS, meter, clock);
    }

    /** A meter that is started on what the directory has. */
    UsageMeter replayed(Path directory) throws IOException {
        UsageMeter started = new UsageMeter(directory, Optional.empty(), clock, rowsMax);
        JournalReader.replayAll(
                FileJournal.directory(directory),
                (file, entry) -> started.restore(file.getFileName().toString(), entry));
        return started;
    }

    /** A meter that is started on a copy of what the disk has now; a process that is killed leaves as much. */
    UsageMeter afterKill() throws IOException {
        Path copy = Files.createTempDirectory(dataDir.getParent(), "killed");
        try (Stream<Path> files = Files.walk(dataDir)) {
            for (Path file : files.sorted().toList()) {
                Path to = copy.resolve(dataDir.relativize(file).toString());
                if (!Files.isDirectory(file)) {
                    Files.copy(file, to);
                } else if (!file.equals(dataDir)) {
                    Files.createDirectory(to);
                }
            }
        }
        return replayed(copy);
    }

    void restart() throws IOException {
        journal.close();
        start();
    }

    void append(JournalRecord entry) {
        assertThat(journal.append(entry)).isTrue();
        journalled.count(entry);
    }

    void awaitWritten() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> journal.queued() == 0);
    }

    /** One of a few merchants', now. */
    static JournalRecord random(Random random, Instant now) {
        String merchantId = "m-" + random.nextInt(5);
        String id = Long.toString(random.nextLong());
        return switch (random.nextInt(10)) {
            case 0 -> new UploadEntry(now, merchantId, 1);
            case 1 -> new SettlementEntry(now, merchantId, id, true);
            default -> decision(merchantId, id, now, random.nextInt(200), random.nextInt(3));
        };
    }

    static JournalEntry decision(String merchantId, String id, Instant at, int rules, int roundTrips) {
        return new JournalEntry(
                at,
                Checkouts.checkout(merchantId, id),
                new Decision(id, merchantId, Verdict.APPROVE, 0, List.of(), List.of(), List.of(), List.of(), 1),
                true,
                rules,
                roundTrips);
    }

    @Override
    public void close() {
        journal.close();
    }
}
