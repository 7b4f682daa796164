package io.riskgate.journal;

import static io.riskgate.journal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.Decided;
import io.riskgate.fixture.SettableClock;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Verdict;
import io.riskgate.sealing.WrongInstallationKeyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    private static final JournalSettings SMALL_FILES =
            new JournalSettings(JournalSettings.FILE_SIZE_MIN, Duration.ZERO, Duration.ofDays(30));

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private final List<FileJournal> opened = new ArrayList<>();
    private final Listener listener = new Listener();

    /** Keeps what it is told of decisions and files, and lets files go as far as it is set. */
    private static final class Listener implements JournalListener {

        final List<String> told = Collections.synchronizedList(new ArrayList<>());
        volatile boolean mayDelete = true;

        @Override
        public void written(JournalRecord entry) {
            if (entry instanceof JournalEntry decision) {
                told.add(decision.checkout().id());
            }
        }

        @Override
        public void ended(String file) {
            told.add(file);
        }

        @Override
        public boolean mayDelete(String file) {
            return mayDelete;
        }
    }

    @AfterEach
    void close() {
        opened.forEach(FileJournal::close);
    }

    @Test
    void entries_areThereAfterTheClose() throws IOException {
        FileJournal journal = open(JournalSettings.DEFAULTS);
        List<String> ids = ids(0, 5_000);
        ids.forEach(id -> assertThat(journal.append(entry(id))).isTrue());
        journal.close();
        assertThat(journal.queued()).isZero();
        assertThat(journal.lagMillis()).isZero();
        assertThat(journal.written()).isEqualTo(5_000);
        assertThat(journal.dropped()).isZero();
        assertThat(replayed()).isEqualTo(ids);
    }

    @Test
    void entries_areWrittenWithoutBeingAskedTo() {
        FileJournal journal = open(JournalSettings.DEFAULTS);
        journal.append(entry("a"));
        await().untilAsserted(() -> assertThat(replayed()).containsExactly("a"));
    }

    @Test
    void entriesSince_areThoseOfAllThatAreNotOlder_whateverTheClockDid() throws IOException {
        FileJournal journal = open(JournalSettings.DEFAULTS);
        SplittableRandom random = new SplittableRandom(7);
        List<JournalEntry> all = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            // Forward mostly, and now and then back by as much as half a minute.
            clock.advance(Duration.ofMillis(random.nextInt(20) == 0 ? -random.nextInt(30_000) : random.nextInt(1_000)));
            JournalEntry entry = entry(Integer.toString(i), clock.instant());
            all.add(entry);
            assertThat(journal.append(entry)).isTrue();
        }
        await().until(() -> journal.written() == all.size());
        for (int i = 0; i < all.size(); i += 500) {
            Instant since = all.get(i).decidedAt();
            List<String> read = new ArrayList<>();
            journal.replaySince(
                    since, entry -> read.add(((JournalEntry) entry).checkout().id()));
            assertThat(read)
                    .isEqualTo(all.stream()
                            .filter(entry -> !entry.decidedAt().isBefore(since))
                            .map(entry -> entry.checkout().id())
                            .toList());
        }
    }

    @Test
    void entriesWithWords_areThoseOfWhoseLineHasThem() throws IOException {
        FileJournal journal = open(JournalSettings.DEFAULTS);
        ids(0, 3_000).forEach(id -> journal.append(entry(id)));
        await().until(() -> journal.written() == 3_000);

        List<String> read = new ArrayList<>();
        journal.replaySince(
                Instant.MIN,
                "99\"",
                entry -> read.add(((JournalEntry) entry).checkout().id()));

        assertThat(read)
                .isEqualTo(
                        ids(0, 3_000).stream().filter(id -> id.endsWith("99")).toList());
    }

    @Test
    void find_isTheDecisionOfThatCheckoutThatWasWrittenLast() throws IOException {
        FileJournal journal = open(SMALL_FILES);
        JournalEntry before = entry("7", Checkouts.NOON.minusSeconds(86_400));
        assertThat(journal.append(before)).isTrue();
        ids(0, 100).forEach(id -> journal.append(entry(id)));
        journal.append(Decided.decided("other", "7", Checkouts.NOON, Verdict.APPROVE));
        journal.append(new SettlementEntry(Checkouts.NOON, "acme", "7", true));
        JournalEntry odd = entry("\u00e4\"\\");
        journal.append(odd);
        await().until(() -> journal.queued() == 0);
        assertThat(files()).hasSizeGreaterThan(2);

        assertThat(journal.find("acme", "7").entry()).isEqualTo(entry("7"));
        assertThat(journal.find("other", "7").entry().decidedAt()).isEqualTo(Checkouts.NOON);
        assertThat(journal.find("acme", odd.checkout().id()).entry()).isEqualTo(odd);
        assertThat(journal.find("acme", "700")).isEqualTo(new JournalSearch.Found(null, false, true));
        assertThat(journal.find("another", "7").entry()).isNull();
    }

    @Test
    void findOutcome_isTheLastOfThatCheckout() throws IOException {
        FileJournal journal = open(SMALL_FILES);
        JournalEntry decision = entry("7");
        journal.append(decision);
        for (OutcomeKind kind : List.of(OutcomeKind.FRAUD, OutcomeKind.LEGITIMATE)) {
            ids(0, 20).forEach(id -> journal.append(entry(id)));
            journal.append(outcome("acme", kind));
        }
        journal.append(outcome("other", OutcomeKind.CHARGEBACK));
        await().until(() -> journal.queued() == 0);

        assertThat(journal.findOutcome("acme", "7", Checkouts.NOON).entry())
                .isEqualTo(outcome("acme", OutcomeKind.LEGITIMATE));
        assertThat(journal.findOutcome("acme", "8", Checkouts.NOON))
                .isEqualTo(new JournalSearch.FoundOutcome(null, true));
        assertThat(journal.findOutcome("acme", "7", Checkouts.NOON.plusMillis(1))
                        .entry())
                .isNull();
    }

    private static OutcomeEntry outcome(String merchantId, OutcomeKind kind) {
        return new OutcomeEntry(
                Checkouts.NOON,
                merchantId,
                "7",
                kind,
                Checkouts.NOON,
                null,
                null,
                false,
                OutcomeEntry.Decided.of(Checkouts.NOON, entry("7").decision()),
                null);
    }

    @Test
    void closedJournal_takesNothing() {
        FileJournal journal = open(JournalSettings.DEFAULTS);
        journal.close();
        assertThat(journal.append(entry("a"))).isFalse();
        assertThat(journal.dropped()).isEqualTo(1);
        assertThat(journal.healthy()).isFalse();
    }

    @Test
    void eachProducersOrder_isKept() throws Exception {
        FileJournal journal = open(new JournalSettings(512 * 1024, Duration.ofMillis(20), Duration.ofDays(30)));
        List<Thread> producers = IntStream.range(0, 4)
                .mapToObj(p -> Thread.ofPlatform()
                        .start(() -> ids(0, 2_000).forEach(id -> append(journal, entry(p + "/" + id)))))
                .toList();
        for (Thread producer : producers) {
            producer.join();
        }
        journal.close();
        List<String> all = replayed();
        assertThat(all).hasSize(8_000);
        for (int p = 0; p < 4; p++) {
            String prefix = p + "/";
            assertThat(all.stream().filter(id -> id.startsWith(prefix)).map(id -> id.substring(2)))
                    .containsExactlyElementsOf(ids(0, 2_000));
        }
    }

    @Test
    void fullFile_isFollowedByTheNext() throws IOException {
        FileJournal journal = open(SMALL_FILES);
        ids(0, 200).forEach(id -> journal.append(entry(id)));
        journal.close();
        assertThat(replayed()).isEqualTo(ids(0, 200));
        assertThat(files()).hasSizeGreaterThan(5).allSatisfy(file -> assertThat(Files.size(file))
                .isLessThan(2 * JournalSettings.FILE_SIZE_MIN));
    }

    @Test
    void newDay_beginsANewFile() throws IOException {
        FileJournal journal = open(JournalSettings.DEFAULTS);
        append(journal, "a");
        clock.advance(Duration.ofHours(12));
        append(journal, "b");
        append(journal, "c");
        assertThat(names())
                .containsExactly("decisions-20261123T120000Z-000000.jsonl", "decisions-20261124T000000Z-000000.jsonl");
    }

    @Test
    void restart_beginsANewFileThatSortsLast() throws IOException {
        append(open(JournalSettings.DEFAULTS), "a");
        close();
        clock.advance(Duration.ofHours(-1));
        append(open(JournalSettings.DEFAULTS), "b");
        assertThat(names())
                .containsExactly("decisions-20261123T120000Z-000000.jsonl", "decisions-20261123T120000Z-000001.jsonl");
        assertThat(replayed()).containsExactly("a", "b");
    }

    @Test
    void oldFiles_areDeletedAtStartAndAtRotation() throws IOException {
        JournalSettings settings =
                new JournalSettings(JournalSettings.FILE_SIZE_MIN, Duration.ZERO, Duration.ofDays(2));
        FileJournal journal = open(settings);
        append(journal, "a");
        clock.advance(Duration.ofDays(2));
        append(journal, "b");
        assertThat(replayed()).containsExactly("a", "b");
        clock.advance(Duration.ofDays(2));
        append(journal, "c");
        assertThat(replayed()).containsExactly("b", "c");
        close();
        clock.advance(Duration.ofDays(2));
        append(open(settings), "d");
        assertThat(replayed()).containsExactly("c", "d");
    }

    @Test
    void clockThatJumpsAhead_deletesNothingOnThatDay() throws IOException {
        JournalSettings settings =
                new JournalSettings(JournalSettings.FILE_SIZE_MIN, Duration.ZERO, Duration.ofDays(2));
        FileJournal journal = open(settings);
        append(journal, "a");
        clock.advance(Duration.ofDays(40));
        append(journal, "b");
        assertThat(replayed()).containsExactly("a", "b");
        clock.advance(Duration.ofDays(1));
        append(journal, "c");
        assertThat(replayed()).containsExactly("b", "c");
    }

    @Test
    void keys_areDeletedOnceTheirDayIsLongOver() throws IOException {
        FileJournal journal = open(new JournalSettings(
                JournalSettings.FILE_SIZE_MIN, Duration.ZERO, Duration.ofDays(400), Duration.ofDays(31)));
        append(journal, "a");
        clock.advance(Duration.ofDays(31));
        append(journal, "b");
        assertThat(keys()).containsExactly("2026-11-23.key", "2026-12-24.key");
        clock.advance(Duration.ofDays(1));
        append(journal, "c");
        assertThat(keys()).containsExactly("2026-12-24.key", "2026-12-25.key");
        assertThat(replayed()).containsExactly("b", "c");
    }

    private List<String> keys() {
        return Stream.of(Objects.requireNonNull(dataDir.resolve("keys").toFile().list()))
                .filter(name -> !name.equals("installation.key"))
                .sorted()
                .toList();
    }

    @Test
    void oldFile_staysAsLongAsItMayNotGo() throws IOException {
        JournalSettings settings =
                new JournalSettings(JournalSettings.FILE_SIZE_MIN, Duration.ZERO, Duration.ofDays(2));
        FileJournal journal = open(settings);
        listener.mayDelete = false;
        append(journal, "a");
        clock.advance(Duration.ofDays(4));
        append(journal, "b");
        assertThat(replayed()).containsExactly("a", "b");
        listener.mayDelete = true;
        clock.advance(Duration.ofDays(1));
        append(journal, "c");
        assertThat(replayed()).containsExactly("b", "c");
    }

    @Test
    void listener_isToldOfEachLine_andBetweenThemOfEachFileThatEnded() throws IOException {
        FileJournal journal = open(SMALL_FILES);
        ids(0, 200).forEach(id -> journal.append(entry(id)));
        journal.close();
        List<String> expected = new ArrayList<>();
        JournalReader.replayAll(FileJournal.directory(dataDir), (file, entry) -> {
            String name = file.getFileName().toString();
            expected.remove(name);
            expected.add(((JournalEntry) entry).checkout().id());
            expected.add(name);
        });
        // The last one was not followed by another.
        expected.removeLast();
        assertThat(expected).hasSizeGreaterThan(205);
        assertThat(listener.told).isEqualTo(expected);
    }

    @Test
    void severalListeners_areAllTold_andEachCanKeepAFile() {
        Listener another = new Listener();
        JournalListener both = new JournalListeners(List.of(listener, another));
        both.written(entry("a"));
        both.ended("file");
        assertThat(listener.told).containsExactly("a", "file").isEqualTo(another.told);
        assertThat(both.mayDelete("file")).isTrue();
        another.mayDelete = false;
        assertThat(both.mayDelete("file")).isFalse();
    }

    @Test
    void fileThatFailed_hasNotEnded_andItsLinesAreToldOnce() throws IOException {
        FileJournal journal = open(SMALL_FILES);
        append(journal, "a");
        try (Stream<Path> files = Files.list(FileJournal.directory(dataDir))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThat(journal.append(entry("b"))).isTrue();
        await().until(() -> replayed().contains("b") && journal.healthy());
        append(journal, "c");
        assertThat(listener.told).containsExactly("a", "b", "c");
    }

    @Test
    void files_areForTheirOwnerOnly() throws IOException {
        assumeTrue(dataDir.getFileSystem().supportedFileAttributeViews().contains("posix"));
        append(open(JournalSettings.DEFAULTS), "a");
        assertThat(files()).isNotEmpty().allSatisfy(file -> assertThat(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------"));
    }

    @Test
    void fullQueue_refusesAndCounts() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        FileJournal journal = open(path -> {
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return JournalDirectory.NEW_FILE.open(path);
        });
        for (int i = 0; i < JournalQueue.ENTRIES_MAX; i++) {
            assertThat(journal.append(entry("a"))).isTrue();
        }
        assertThat(journal.append(entry("b"))).isFalse();
        assertThat(journal.dropped()).isEqualTo(1);
        assertThat(journal.queued()).isEqualTo(JournalQueue.ENTRIES_MAX);
        clock.advance(Duration.ofSeconds(3));
        assertThat(journal.lagMillis()).isEqualTo(3_000);
        disk.countDown();
        await().untilAsserted(() -> assertThat(journal.queued()).isZero());
        assertThat(journal.append(entry("c"))).isTrue();
    }

    @Test
    void fullDisk_keepsWhatWasTakenAndRecovers() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        AtomicBoolean noSpace = new AtomicBoolean(true);
        FileJournal journal = open(path -> noSpace.get()
                ? FileChannel.open(full, StandardOpenOption.WRITE)
                : JournalDirectory.NEW_FILE.open(path));
        assertThat(journal.append(entry("a"))).isTrue();
        await().until(() -> !journal.healthy());
        assertThat(journal.lastError()).contains("space");
        assertThat(journal.append(entry("b"))).isFalse();
        assertThat(journal.queued()).isEqualTo(1);
        noSpace.set(false);
        await().until(journal::healthy);
        append(journal, "c");
        assertThat(journal.lastError()).isNull();
        assertThat(replayed()).containsExactly("a", "c");
    }

    @Test
    void directoryThatTurnsIntoAFile_isNoticedAndOutlived() throws IOException {
        FileJournal journal = open(SMALL_FILES);
        append(journal, "a");
        Path directory = FileJournal.directory(dataDir);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
        Files.createFile(directory);
        assertThat(journal.append(entry("b"))).isTrue();
        await().until(() -> !journal.healthy());
        Files.delete(directory);
        await().until(journal::healthy);
        append(journal, "c");
        assertThat(replayed()).containsExactly("b", "c");
    }

    @Test
    void brokenDirectoryAtTheStart_isNotFatal() throws IOException {
        Files.createFile(FileJournal.directory(dataDir));
        FileJournal journal = open(SMALL_FILES);
        await().until(() -> !journal.healthy());
        Files.delete(FileJournal.directory(dataDir));
        await().until(journal::healthy);
        append(journal, "a");
        assertThat(replayed()).containsExactly("a");
    }

    @Test
    void installationKeyThatCannotBeUsed_letsNoJournalBegin() throws IOException {
        append(open(JournalSettings.DEFAULTS), "a");
        close();
        Files.writeString(dataDir.resolve("keys/installation.key"), "");
        assertThatThrownBy(() -> open(JournalSettings.DEFAULTS))
                .hasCauseInstanceOf(WrongInstallationKeyException.class)
                .hasMessageContaining("installation.key must hold 32 bytes in Base64");
    }

    @Test
    void badSetting_isNamed() {
        assertThatThrownBy(() -> new JournalSettings(1, Duration.ZERO, Duration.ofDays(1)))
                .hasMessageContaining("riskgate.journal.file-size-max");
        assertThatThrownBy(() -> new JournalSettings(1 << 20, Duration.ofMinutes(1), Duration.ofDays(1)))
                .hasMessageContaining("riskgate.journal.sync-interval");
        assertThatThrownBy(() -> new JournalSettings(1 << 20, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("riskgate.journal.retention");
        assertThatThrownBy(() -> new JournalSettings(1 << 20, Duration.ZERO, Duration.ofDays(1), Duration.ofDays(30)))
                .hasMessageContaining("riskgate.journal.sealed-retention");
    }

    private FileJournal open(JournalSettings settings) {
        FileJournal journal = new FileJournal(dataDir, settings, listener, clock);
        opened.add(journal);
        return journal;
    }

    private FileJournal open(JournalDirectory.Opener opener) {
        FileJournal journal = new FileJournal(dataDir, JournalSettings.DEFAULTS, listener, clock, opener);
        opened.add(journal);
        return journal;
    }

    /** Waits while the journal's queue is full. */
    private static void append(FileJournal journal, JournalEntry entry) {
        while (!journal.append(entry)) {
            Thread.onSpinWait();
        }
    }

    /** Returns when it is written. */
    private static void append(FileJournal journal, String id) {
        long before = journal.written();
        assertThat(journal.append(entry(id))).isTrue();
        await().until(() -> journal.written() > before);
    }

    private List<String> replayed() throws IOException {
        List<String> ids = new ArrayList<>();
        JournalReader.replay(
                FileJournal.directory(dataDir),
                entry -> ids.add(entry.checkout().id()));
        return ids;
    }

    private List<Path> files() throws IOException {
        return JournalDirectory.files(FileJournal.directory(dataDir));
    }

    private List<String> names() throws IOException {
        return files().stream().map(file -> file.getFileName().toString()).toList();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
