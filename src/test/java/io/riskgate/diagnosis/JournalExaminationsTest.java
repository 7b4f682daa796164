package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.fixture.Decided;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.FullDisk;
import io.riskgate.journal.JournalSettings;
import io.riskgate.journal.JournalSize;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real journal, on a disk that is full and on one that will be. */
class JournalExaminationsTest {

    private static final Duration RETENTION = Duration.ofDays(400);
    private static final Instant NOON = Checkouts.NOON;
    private static final long GB = 1_000_000_000L;

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(NOON);

    private ProcessWatch watch(FileJournal journal) {
        return new ProcessWatch(() -> new EngineCounts(0, 0, journal.dropped()), clock);
    }

    private static boolean append(FileJournal journal, String id, Instant at) {
        return journal.append(Decided.decided("acme", id, at, Verdict.APPROVE));
    }

    @Test
    void fullDisk_isSeenWhileItIsFullAndForAnHour() {
        try (FullDisk disk = new FullDisk(dataDir, clock)) {
            FileJournal journal = disk.journal();
            ProcessWatch watch = watch(journal);
            JournalWriting examination = new JournalWriting(journal, watch, clock);
            watch.look();
            assertThat(append(journal, "a", NOON)).isTrue();
            await().until(() -> !journal.healthy());
            assertThat(append(journal, "b", NOON)).isFalse();

            Finding full = examination.examine();
            assertThat(full.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(full.summary()).contains("No space left");
            assertThat(full.numbers()).containsEntry("queued", 1L).containsEntry("dropped", 1L);

            disk.makeRoom();
            await().until(() -> journal.healthy() && journal.queued() == 0);
            watch.look();
            Finding afterwards = examination.examine();
            assertThat(afterwards.severity()).isEqualTo(Severity.WARNING);
            assertThat(afterwards.summary()).contains("1 decision of the last hour");

            clock.advance(Duration.ofMinutes(61));
            Finding later = examination.examine();
            assertThat(later.severity()).isEqualTo(Severity.OK);
            assertThat(later.numbers()).containsEntry("dropped", 1L).containsEntry("droppedInLastHour", 0L);
        }
    }

    @Test
    void slowDisk_isSeenByItsLag() {
        assertThat(JournalWriting.judge(new JournalWriting.State(10, 999, 1, 0, 0, null))
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(JournalWriting.judge(new JournalWriting.State(10, 1_000, 1, 0, 0, null))
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void journalThatIsWritten_isFine_andItsRateIsKnownFromItsFiles() throws IOException {
        JournalSettings small = new JournalSettings(4 * 1_024, Duration.ZERO, RETENTION);
        try (FileJournal journal = new FileJournal(dataDir, small, new DeafListener(), clock)) {
            for (int hour = 0; hour < 30; hour++) {
                for (int i = 0; i < 10; i++) {
                    assertThat(append(journal, hour + "-" + i, clock.instant())).isTrue();
                }
                await().pollInterval(Duration.ofMillis(1)).until(() -> journal.queued() == 0);
                clock.advance(Duration.ofHours(1));
            }
            assertThat(new JournalWriting(journal, watch(journal), clock)
                            .examine()
                            .severity())
                    .isEqualTo(Severity.OK);

            JournalSize size = journal.size();
            assertThat(size.files()).isGreaterThan(5);
            assertThat(size.bytes()).isGreaterThan(size.recentBytes());
            assertThat(size.recentSince()).isBetween(clock.instant().minus(Duration.ofHours(25)), clock.instant());
            double bytesPerHour = size.bytes() / 30.0;
            double recentHours =
                    Duration.between(size.recentSince(), clock.instant()).toMinutes() / 60.0;
            assertThat(size.recentBytes() / recentHours).isBetween(0.7 * bytesPerHour, 1.3 * bytesPerHour);
            assertThat(journal.retention()).isEqualTo(RETENTION);

            Finding finding = JournalDisk.judge(1_000 * GB, size, RETENTION, clock.instant());
            assertThat(finding.severity()).isEqualTo(Severity.OK);
            assertThat(finding.numbers().get("bytesPerDay").doubleValue())
                    .isBetween(24 * 0.7 * bytesPerHour, 24 * 1.3 * bytesPerHour);
        }
    }

    @Test
    void journalWithoutFiles_isFine() throws IOException {
        try (FileJournal journal = new FileJournal(dataDir, JournalSettings.DEFAULTS, new DeafListener(), clock)) {
            assertThat(JournalDisk.judge(1_000 * GB, journal.size(), RETENTION, NOON)
                            .severity())
                    .isEqualTo(Severity.OK);
        }
    }

    /** 10 GB a day, of which 100 GB are there, and 400 days are to be kept. */
    @Test
    void diskThatWillBeFull_isForeseen() {
        JournalSize tenADay = new JournalSize(800, 100 * GB, NOON.minus(Duration.ofHours(12)), 5 * GB);
        Finding month = JournalDisk.judge(300 * GB, tenADay, RETENTION, NOON);
        assertThat(month.severity()).isEqualTo(Severity.NOTICE);
        assertThat(month.numbers()).containsEntry("daysUntilFull", 30.0).containsEntry("bytesPerDay", 1e10);
        assertThat(month.advice()).contains("riskgate.journal.retention");

        assertThat(JournalDisk.judge(60 * GB, tenADay, RETENTION, NOON).severity())
                .isEqualTo(Severity.WARNING);
        assertThat(JournalDisk.judge(9 * GB, tenADay, RETENTION, NOON).severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(JournalDisk.judge(JournalDisk.FREE_BYTES_MIN - 1, tenADay, Duration.ofDays(1), NOON)
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void retentionThatTakesOffAsMuchAsComes_isFine() {
        JournalSize tenADay = new JournalSize(800, 100 * GB, NOON.minus(Duration.ofHours(12)), 5 * GB);
        assertThat(JournalDisk.judge(60 * GB, tenADay, Duration.ofDays(10), NOON)
                        .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void minutesOfLoad_areNotTakenForADays() {
        JournalSize burst = new JournalSize(1, 5 * GB, NOON.minus(Duration.ofMinutes(59)), 5 * GB);
        Finding finding = JournalDisk.judge(10 * GB, burst, RETENTION, NOON);
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.numbers()).doesNotContainKey("bytesPerDay");
    }
}
