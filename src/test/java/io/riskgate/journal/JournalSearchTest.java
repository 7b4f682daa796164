package io.riskgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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

    @TempDir
    Path dataDir;

    private Path directory;

    @BeforeEach
    void write() throws IOException {
        directory = Files.createDirectory(dataDir.resolve("journal"));
        Lines lines = new Lines(directory);
        for (int file = 0; file < FILES.size(); file++) {
            JournalRecord[] entries = new JournalRecord[200 + ODD.size()];
            for (int i = 0; i < 200; i++) {
                entries[i] = i % 10 == 0
                        ? new SettlementEntry(Checkouts.NOON, "acme", "c" + file + "-" + (i + 1), true)
                        : Entries.entry("c" + file + "-" + i);
            }
            for (int i = 0; i < ODD.size(); i++) {
                entries[200 + i] = Entries.entry(ODD.get(i) + file);
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
        assertThat(DecisionIndex.of(directory.resolve(FILES.get(0)))).exists();
        assertThat(DecisionIndex.of(directory.resolve(FILES.get(2)))).doesNotExist();
    }

    @Test
    void whatIsNoDecision_isNotFound() throws IOException {
        assertThat(find("c0-0")).isNull();
        assertThat(find("c0-")).isNull();
        assertThat(JournalSearch.find(directory, "other", "c0-1").entry()).isNull();
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

    @Test
    void brokenIndex_isMadeAgain() throws IOException {
        assertThat(find("c0-1")).isNotNull();
        Path index = DecisionIndex.of(directory.resolve(FILES.get(0)));
        Files.write(index, Base64.getDecoder().decode("AAAA"));
        assertThat(find("c0-1")).isEqualTo(Entries.entry("c0-1"));
        assertThat(index).isNotEmptyFile();
    }

    private JournalEntry find(String id) throws IOException {
        return JournalSearch.find(directory, "acme", id).entry();
    }
}
