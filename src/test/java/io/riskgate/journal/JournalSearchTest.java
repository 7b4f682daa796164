package io.riskgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.model.OutcomeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSearchTest {

    private static final List<String> FILES = List.of(
            "decisions-20261121T120000Z-000000.jsonl",
            "decisions-20261122T120000Z-000000.jsonl",
            "decisions-20261123T120000Z-000000.jsonl");

    /** What JSON escapes, and what only looks like the end of a text. */
    private static final List<String> ODD =
            List.of("a\"b", "a\\", "\\\"", "ä€\ud800", "\",\"merchantId\":\"acme", "\u0001");

    private static final Duration PLENTY = Duration.ofMinutes(1);

    @TempDir
    Path dataDir;

    private Path directory;

    @BeforeEach
    void write() throws IOException {
        directory = Files.createDirectory(dataDir.resolve("journal"));
        Lines lines = new Lines(directory);
        for (int file = 0; file < FILES.size(); file++) {
            JournalRecord[] entries = new JournalRecord[200 + 2 * ODD.size()];
            for (int i = 0; i < 200; i++) {
                entries[i] = i % 10 == 0
                        ? new SettlementEntry(Checkouts.NOON, "acme", "c" + file + "-" + (i + 1), true)
                        : Entries.entry("c" + file + "-" + i);
            }
            for (int i = 0; i < ODD.size(); i++) {
                entries[200 + i] = Entries.entry(ODD.get(i) + file);
                entries[200 + ODD.size() + i] = outcome(ODD.get(i), Checkouts.NOON.plusSeconds(file));
            }
            Files.write(directory.resolve(FILES.get(file)), lines.write(entries));
        }
    }

    @Test
    void everyDecision_isFoundInWhicheverFileItIs() throws IOException {
        for (int round = 0; round < 2; round++) {
            for (int file = 0; file < FILES.size(); file++) {
                for (String id : List.of("c" + file + "-1", "c" + file + "-199")) {
                    assertThat(find(id)).isEqualTo(Entries.entry(id));
                }
                for (String odd : ODD) {
                    assertThat(find(odd + file)).isEqualTo(Entries.entry(odd + file));
                }
            }
        }
        assertThat(JournalIndex.of(directory.resolve(FILES.get(0)))).exists();
        assertThat(JournalIndex.of(directory.resolve(FILES.get(2)))).doesNotExist();
    }

    @Test
    void whatIsNoDecision_isNotFound() throws IOException {
        assertThat(find("c0-0")).isNull();
        assertThat(find("c0-")).isNull();
        assertThat(JournalSearch.find(directory, "other", "c0-1", PLENTY).entry())
                .isNull();
    }

    @Test
    void decisionWrittenTwice_isFoundAsTheNewestSays() throws IOException {
        JournalEntry again = Entries.entry("c0-1", Checkouts.NOON.plusSeconds(1));
        Path file = directory.resolve(FILES.get(1));
        byte[] more = new Lines(directory).write(again);
        byte[] present = Files.readAllBytes(file);
        byte[] both = Arrays.copyOf(present, present.length + more.length);
        System.arraycopy(more, 0, both, present.length, more.length);
        assertThat(find("c0-1")).isEqualTo(Entries.entry("c0-1"));
        // The index that was made is of another length, and so another is made.
        Files.write(file, both);
        assertThat(find("c0-1")).isEqualTo(again);
    }

    private static OutcomeEntry outcome(String id, Instant at) {
        return new OutcomeEntry(
                at,
                "acme",
                id,
                OutcomeKind.FRAUD,
                at,
                "\"outcome\":{\"merchantId\":\"other\"",
                null,
                false,
                OutcomeEntry.Decided.of(Checkouts.NOON, Entries.entry(id).decision()),
                null);
    }

    @Test
    void outcome_isTheNewestOfItsCheckout_andNotFromBefore() throws IOException {
        Files.delete(directory.resolve(FILES.get(2)));
        Files.write(directory.resolve(FILES.get(2)), new Lines(directory).write(Entries.entry("another")));
        for (String odd : ODD) {
            assertThat(findOutcome(odd, Instant.MIN)).isEqualTo(outcome(odd, Checkouts.NOON.plusSeconds(1)));
            assertThat(findOutcome(odd, Checkouts.NOON.plusSeconds(2))).isNull();
        }
        assertThat(findOutcome("c0-1", Instant.MIN)).isNull();
        assertThat(JournalIndex.of(directory.resolve(FILES.get(1)))).exists();
    }

    private @Nullable OutcomeEntry findOutcome(String id, Instant since) throws IOException {
        return JournalSearch.findOutcome(directory, "acme", id, since, PLENTY).entry();
    }

    @Test
    void searchWithoutTime_looksAtTheLastFile_andSaysThatItIsNotWhole() throws IOException {
        assertThat(JournalSearch.find(directory, "acme", "c2-1", Duration.ZERO).entry())
                .isEqualTo(Entries.entry("c2-1"));
        assertThat(JournalSearch.find(directory, "acme", "c1-1", Duration.ZERO))
                .isEqualTo(new JournalSearch.Found(null, false, false));
        assertThat(JournalSearch.findOutcome(directory, "acme", "none", Instant.MIN, Duration.ZERO))
                .isEqualTo(new JournalSearch.FoundOutcome(null, false));
    }

    @Test
    void searchesAtOnce_makeTheIndexOnce_andAllFind() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<JournalEntry>> searches = IntStream.range(1, 10)
                    .mapToObj(i -> (Callable<JournalEntry>) () -> find("c0-" + i))
                    .toList();
            for (int i = 1; i < 10; i++) {
                JournalIndex.of(directory.resolve(FILES.get(0))).toFile().delete();
                for (Future<JournalEntry> search : threads.invokeAll(searches)) {
                    assertThat(search.get().checkout().id()).startsWith("c0-");
                }
            }
        }
    }

    @Test
    void fileWhoseIndexCannotBeMade_isRead() throws IOException {
        Path index = JournalIndex.of(directory.resolve(FILES.get(0)));
        Files.createDirectories(index.resolveSibling(index.getFileName() + ".tmp"));
        assertThat(find("c0-1")).isEqualTo(Entries.entry("c0-1"));
        assertThat(find("c0-0")).isNull();
        assertThat(index).doesNotExist();
    }

    @Test
    void brokenIndex_isMadeAgain() throws IOException {
        assertThat(find("c0-1")).isNotNull();
        Path index = JournalIndex.of(directory.resolve(FILES.get(0)));
        Files.write(index, Base64.getDecoder().decode("AAAA"));
        assertThat(find("c0-1")).isEqualTo(Entries.entry("c0-1"));
        assertThat(index).isNotEmptyFile();
    }

    private JournalEntry find(String id) throws IOException {
        return JournalSearch.find(directory, "acme", id, PLENTY).entry();
    }
}
