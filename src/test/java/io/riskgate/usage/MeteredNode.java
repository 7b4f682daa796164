package io.riskgate.usage;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.JournalNode;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalReader;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.journal.UploadEntry;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A journal and its meter, as the engine puts them together, and all that was ever journalled. */
final class MeteredNode extends JournalNode<UsageMeter> {

    final CountedUsage journalled = new CountedUsage();
    private final int rowsMax;

    MeteredNode(Path dataDir, SettableClock clock, int rowsMax) throws IOException {
        super(dataDir, clock, directory -> replayed(directory, clock, rowsMax));
        this.rowsMax = rowsMax;
    }

    /** A meter that is started on what the directory has. */
    UsageMeter replayed(Path directory) throws IOException {
        return replayed(directory, clock, rowsMax);
    }

    private static UsageMeter replayed(Path directory, Clock clock, int rowsMax) throws IOException {
        UsageMeter started = new UsageMeter(directory, Optional.empty(), clock, rowsMax);
        JournalReader.replayAll(
                FileJournal.directory(directory),
                (file, entry) -> started.restore(file.getFileName().toString(), entry));
        return started;
    }

    @Override
    public void append(JournalRecord entry) {
        super.append(entry);
        journalled.count(entry);
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
}
