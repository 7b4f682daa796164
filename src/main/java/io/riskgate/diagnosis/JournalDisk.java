package io.riskgate.diagnosis;

import io.riskgate.journal.DiskWatch;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalSize;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When the disk will be full, at the rate at which the journal was written in the last day, and what its retention takes off. */
@Singleton
final class JournalDisk implements Examination {

    static final String ID = "disk";

    static final long FREE_BYTES_MIN = 256L * 1024 * 1024;
    static final double DAYS_CRITICAL = 1;
    static final double DAYS_MIN = 7;

    /** Of less time, an hour's load would be taken for a day's. */
    static final Duration WRITTEN_MIN = Duration.ofHours(1);

    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();
    private static final String ADVICE =
            "Add room, or keep the journal for less long (riskgate.journal.retention; lines that the windows, usage or statistics need are"
                    + " kept all the same). A full disk costs no verdict, but its record.";

    private final DiskWatch disk;
    private final FileJournal journal;
    private final Clock clock;

    JournalDisk(DiskWatch disk, FileJournal journal, Clock clock) {
        this.disk = disk;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        return disk.seen()
                .map(seen -> judge(seen.freeBytes(), seen.journal(), journal.retention(), clock.instant()))
                .orElseGet(JournalDisk::silent);
    }

    private static Finding silent() {
        return Finding.of(
                ID,
                Severity.WARNING,
                Wording.text("The disk has not said for %d s what it has room for.", DiskWatch.SEEN_MAX.toSeconds()),
                Numbers.none(),
                List.of(),
                "It hangs, or cannot be read: the log and the finding journal say more. Decisions do not wait for it.");
    }

    static Finding judge(long freeBytes, JournalSize size, Duration retention, Instant now) {
        double writtenSeconds = Duration.between(size.recentSince(), now).toMillis() / 1e3;
        boolean isRateKnown = size.recentBytes() > 0 && writtenSeconds >= WRITTEN_MIN.toSeconds();
        double bytesPerDay = isRateKnown ? size.recentBytes() / writtenSeconds * SECONDS_PER_DAY : 0;
        double retentionDays = retention.toSeconds() / SECONDS_PER_DAY;
        // A file goes a day after its last line has had its time.
        double bytesToCome = Math.max(0, bytesPerDay * (retentionDays + 1) - size.bytes());
        double daysUntilFull = freeBytes / bytesPerDay;
        Numbers numbers = Numbers.of("freeBytes", freeBytes)
                .and("journalBytes", size.bytes())
                .and("journalFiles", size.files())
                .and("bytesPerDay", isRateKnown ? bytesPerDay : Double.NaN)
                .and("retentionDays", retentionDays)
                .and("bytesAtRetention", isRateKnown ? bytesPerDay * (retentionDays + 1) : Double.NaN);
        if (freeBytes < FREE_BYTES_MIN) {
            return Finding.of(
                    ID,
                    Severity.CRITICAL,
                    Wording.text("There are %s left on the disk.", Wording.bytes(freeBytes)),
                    numbers,
                    List.of(),
                    ADVICE);
        }
        if (!isRateKnown) {
            return Finding.ok(
                    ID,
                    Wording.text(
                            "%s are left on the disk. When they will be used up is not known: too little was written so far.",
                            Wording.bytes(freeBytes)),
                    numbers);
        }
        if (bytesToCome <= freeBytes) {
            return Finding.ok(
                    ID,
                    Wording.text(
                            "%s are left on the disk, and at %s a day the journal will not take more than another %s.",
                            Wording.bytes(freeBytes), Wording.bytes(bytesPerDay), Wording.bytes(bytesToCome)),
                    numbers);
        }
        numbers.and("daysUntilFull", daysUntilFull);
        return Finding.of(
                ID,
                severity(daysUntilFull),
                Wording.text(
                        "%s are left on the disk, and at %s a day they are used up in %.1f days, before the oldest files go.",
                        Wording.bytes(freeBytes), Wording.bytes(bytesPerDay), daysUntilFull),
                numbers,
                List.of(),
                ADVICE);
    }

    private static Severity severity(double daysUntilFull) {
        if (daysUntilFull < DAYS_CRITICAL) {
            return Severity.CRITICAL;
        }
        return daysUntilFull < DAYS_MIN ? Severity.WARNING : Severity.NOTICE;
    }
}
