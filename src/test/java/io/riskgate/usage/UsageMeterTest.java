package io.riskgate.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.FileJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageMeterTest {

    private static final int ENTRIES = 6_000;

    @TempDir
    Path directory;

    private Path dataDir;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);

    @BeforeEach
    void name() {
        dataDir = directory.resolve("data");
    }

    /**
     * A week of random traffic, with a clock that is put back at times. Parts end and are summarized at random moments, files of the
     * journal are deleted as soon as they may be, and it ends and starts again. Now and then it is looked at what a process would find
     * that was started after a kill at that moment.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, UsageMeter.ROWS_MAX})
    void meter_isWhatWasJournalled(int rowsMax) throws IOException {
        Random random = new Random(rowsMax);
        int restarts = 0;
        try (MeteredNode node = new MeteredNode(dataDir, clock, rowsMax)) {
            for (int i = 0; i < ENTRIES; i++) {
                int seconds = random.nextInt(50) == 0 ? -random.nextInt(3_000) : random.nextInt(240);
                clock.advance(Duration.ofSeconds(seconds));
                node.append(MeteredNode.random(random, clock.instant()));
                if (random.nextInt(20) == 0) {
                    node.meter.summarize();
                }
                if (random.nextInt(400) == 0) {
                    node.awaitWritten();
                    assertThat(CountedUsage.of(node.afterKill()).rows()).isEqualTo(node.journalled.rows());
                }
                if (random.nextInt(800) == 0) {
                    node.restart();
                    restarts++;
                }
            }
            node.awaitWritten();
            assertThat(CountedUsage.of(node.meter).rows()).isEqualTo(node.journalled.rows());
            node.restart();
            assertThat(CountedUsage.of(node.meter).rows()).isEqualTo(node.journalled.rows());
            assertThat(restarts).isPositive();
            assertThat(CountedUsage.of(dataDir).rows())
                    .as("files of the journal are gone")
                    .isNotEqualTo(node.journalled.rows());
            assertThat(summaries()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void fileWithoutASummary_isNotDeleted() throws IOException {
        try (MeteredNode node = new MeteredNode(dataDir, clock, UsageMeter.ROWS_MAX)) {
            Random random = new Random(1);
            for (int day = 0; day < 5; day++) {
                node.append(MeteredNode.random(random, clock.instant()));
                node.awaitWritten();
                clock.advance(Duration.ofDays(1));
            }
            assertThat(CountedUsage.of(dataDir).rows()).isEqualTo(node.journalled.rows());
            node.meter.summarize();
            // Two files later: one ends the part that waited, and the next deletes.
            for (int day = 0; day < 2; day++) {
                node.append(MeteredNode.random(random, clock.instant()));
                node.awaitWritten();
                clock.advance(Duration.ofDays(1));
            }
            await().untilAsserted(
                            () -> assertThat(CountedUsage.of(dataDir).rows()).isNotEqualTo(node.journalled.rows()));
            assertThat(CountedUsage.of(node.meter).rows()).isEqualTo(node.journalled.rows());
        }
    }

    @Test
    void rowsInMemory_goToASummaryWhenTheirDayIsOver() throws IOException {
        try (MeteredNode node = new MeteredNode(dataDir, clock, UsageMeter.ROWS_MAX)) {
            node.append(MeteredNode.decision("acme", "1", clock.instant(), 1, 0));
            node.append(MeteredNode.decision("other", "1", clock.instant(), 1, 0));
            node.awaitWritten();
            assertThat(node.meter.rows()).isEqualTo(2);
            clock.advance(Duration.ofDays(1));
            node.append(MeteredNode.decision("acme", "2", clock.instant(), 1, 0));
            node.awaitWritten();
            assertThat(node.meter.rows()).isEqualTo(3);
            node.meter.summarize();
            assertThat(node.meter.rows()).isEqualTo(1);
            assertThat(summaries()).containsExactly("part-000001.jsonl");
        }
    }

    /** Each time a decision, and a summary of what was there before it; then so many days pass. */
    private void decisionsBefore(MeteredNode node, int... days) {
        for (int pass : days) {
            node.append(MeteredNode.decision("acme", "1", clock.instant(), 1, 0));
            node.awaitWritten();
            node.meter.summarize();
            clock.advance(Duration.ofDays(pass));
        }
    }

    @Test
    void summaries_goAfterFourHundredDays() throws IOException {
        try (MeteredNode node = new MeteredNode(dataDir, clock, UsageMeter.ROWS_MAX)) {
            decisionsBefore(node, 1, 1, 400, 1, 1, 1);
            assertThat(summaries())
                    .doesNotContain("part-000001.jsonl", "part-000002.jsonl")
                    .contains("part-000003.jsonl");
            node.restart();
            assertThat(CountedUsage.of(node.meter).rows()).hasSize(4);
        }
    }

    @Test
    void summaries_stayWhenTheClockJumpsAhead() throws IOException {
        try (MeteredNode node = new MeteredNode(dataDir, clock, UsageMeter.ROWS_MAX)) {
            decisionsBefore(node, 1, 1, 500, 1);
            // What was counted after the jump has its summary, too.
            decisionsBefore(node, -500, 1, 1);
            assertThat(summaries()).startsWith("part-000001.jsonl").hasSizeGreaterThan(3);
            assertThat(CountedUsage.of(node.meter).rows()).isEqualTo(node.journalled.rows());
        }
    }

    @Test
    void summaryThatCannotBeDeleted_staysWithAllBehindIt_untilItCan() throws IOException {
        try (MeteredNode node = new MeteredNode(dataDir, clock, UsageMeter.ROWS_MAX)) {
            decisionsBefore(node, 1, 1, 1, 398, 1);
            Path first = dataDir.resolve("usage/part-000001.jsonl");
            String text = Files.readString(first);
            // A directory that is not empty cannot be deleted, whoever tries.
            Files.delete(first);
            Files.createDirectories(first.resolve("full"));
            for (int day = 0; day < 3; day++) {
                node.append(MeteredNode.decision("acme", "1", clock.instant(), 1, 0));
                node.awaitWritten();
                clock.advance(Duration.ofDays(1));
                if (day > 0) {
                    assertThatThrownBy(node.meter::summarize).isInstanceOf(UncheckedIOException.class);
                } else {
                    node.meter.summarize();
                }
            }
            assertThat(summaries()).contains("part-000001.jsonl", "part-000002.jsonl");
            Files.delete(first.resolve("full"));
            Files.delete(first);
            Files.writeString(first, text);
            node.restart();
            assertThat(CountedUsage.of(node.meter).rows()).isEqualTo(node.journalled.rows());
            decisionsBefore(node, 1, 1);
            assertThat(summaries()).doesNotContain("part-000001.jsonl", "part-000002.jsonl");
            assertThat(CountedUsage.of(node.replayed(dataDir)).rows())
                    .isEqualTo(CountedUsage.of(node.meter).rows());
        }
    }

    @Test
    void node_isCalledTheSameAfterARestart() {
        String first = new UsageMeter(dataDir, Optional.empty(), clock, 1).node();
        assertThat(new UsageMeter(dataDir, Optional.empty(), clock, 1).node()).isEqualTo(first);
    }

    @Test
    void summaryThatIsMissingOrBroken_stopsTheStart() throws IOException {
        try (MeteredNode node = new MeteredNode(dataDir, clock, 1)) {
            for (int day = 0; day < 4; day++) {
                node.append(MeteredNode.decision("acme", "1", clock.instant(), 1, 0));
                node.awaitWritten();
                node.meter.summarize();
                clock.advance(Duration.ofDays(1));
            }
            Path second = dataDir.resolve("usage/part-000002.jsonl");
            String text = Files.readString(second);
            Files.writeString(second, "{");
            assertThatThrownBy(() -> node.replayed(dataDir))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(second.toString());
            Files.delete(second);
            assertThatThrownBy(() -> node.replayed(dataDir))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("missing");
            Files.writeString(second, text);
            assertThat(CountedUsage.of(node.replayed(dataDir)).rows()).isEqualTo(node.journalled.rows());
        }
    }

    @Test
    void diskThatFailsAtTheStart_isOutlived() throws IOException {
        try (MeteredNode node = new MeteredNode(dataDir, clock, UsageMeter.ROWS_MAX)) {
            for (int day = 0; day < 4; day++) {
                node.append(MeteredNode.decision("acme", "1", clock.instant(), 1, 0));
                node.awaitWritten();
                clock.advance(Duration.ofDays(1));
            }
            node.journal.close();
            // Is in the way of the file that becomes the first summary.
            Path obstacle = Files.createDirectory(dataDir.resolve("usage/part-000001.jsonl.tmp"));
            UsageMeter started = node.replayed(dataDir);
            assertThat(CountedUsage.of(started).rows()).isEqualTo(node.journalled.rows());
            assertThat(summaries()).containsExactly(obstacle.getFileName().toString());
            assertThatThrownBy(started::summarize).isInstanceOf(UncheckedIOException.class);
            Files.delete(obstacle);
            started.summarize();
            assertThat(summaries()).containsExactly("part-000001.jsonl");
            assertThat(CountedUsage.of(started).rows()).isEqualTo(node.journalled.rows());
            assertThat(CountedUsage.of(node.replayed(dataDir)).rows()).isEqualTo(node.journalled.rows());
        }
    }

    @Test
    void journalFromBeforeUsageWasCounted_isCountedAtTheStart() throws IOException {
        try (MeteredNode node = new MeteredNode(dataDir, clock, UsageMeter.ROWS_MAX)) {
            for (int i = 0; i < 300; i++) {
                clock.advance(Duration.ofMinutes(10));
                node.append(MeteredNode.random(new Random(i), clock.instant()));
                node.awaitWritten();
            }
            node.journal.close();
            try (Stream<Path> files = Files.list(dataDir.resolve("usage"))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            assertThat(Files.exists(FileJournal.directory(dataDir))).isTrue();
            UsageMeter started = node.replayed(dataDir);
            assertThat(CountedUsage.of(started).rows()).isEqualTo(node.journalled.rows());
            assertThat(summaries()).as("each day that was over").hasSize(2);
            assertThat(started.rows()).isLessThan(node.journalled.rows().size());
        }
    }

    @Test
    void rowsOfOneMerchant_areItsOwn_whateverItIsCalled() throws IOException {
        List<String> merchants = List.of("a", "a b", "a!", "a\"", "a\",\"hour\":1", "ab", "\u00e9 \\ \ud83d\ude00");
        try (MeteredNode node = new MeteredNode(dataDir, clock, UsageMeter.ROWS_MAX)) {
            for (int day = 0; day < 2; day++) {
                for (String merchant : merchants) {
                    node.append(MeteredNode.decision(merchant, "1", clock.instant(), 1, 0));
                }
                node.awaitWritten();
                clock.advance(Duration.ofDays(1));
            }
            node.meter.summarize();
            assertThat(summaries()).hasSize(1);
            for (String merchant : merchants) {
                List<MerchantHour> hours = new ArrayList<>();
                node.meter.read(merchant, Long.MIN_VALUE, Long.MAX_VALUE, (hour, usage) -> hours.add(hour));
                assertThat(hours).hasSize(2).allMatch(hour -> hour.merchantId().equals(merchant));
            }
        }
    }

    @Test
    void summary_isReadNoFurtherThanTheMerchant() throws IOException {
        try (MeteredNode node = new MeteredNode(dataDir, clock, UsageMeter.ROWS_MAX)) {
            for (String merchant : List.of("b", "a", "c", "d")) {
                node.append(MeteredNode.decision(merchant, "1", clock.instant(), 1, 0));
            }
            node.awaitWritten();
            clock.advance(Duration.ofDays(1));
            node.append(MeteredNode.decision("z", "1", clock.instant(), 1, 0));
            node.awaitWritten();
            node.meter.summarize();
            Path summary = dataDir.resolve("usage/part-000001.jsonl");
            List<String> lines = new ArrayList<>(Files.readAllLines(summary));
            // Whoever comes to that line finds another row of the merchant.
            lines.add(lines.get(2));
            Files.write(summary, lines);
            List<MerchantHour> hours = new ArrayList<>();
            node.meter.read("b", Long.MIN_VALUE, Long.MAX_VALUE, (hour, usage) -> hours.add(hour));
            assertThat(hours).hasSize(1);
        }
    }

    private List<String> summaries() throws IOException {
        try (Stream<Path> files = Files.list(dataDir.resolve("usage"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }
}
