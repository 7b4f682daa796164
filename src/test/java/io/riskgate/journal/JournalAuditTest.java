package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.fixture.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalAuditTest {

    private static final String FIRST = "decisions-20261123T120000Z-000000.jsonl";
    private static final String SECOND = "decisions-20261123T120000Z-000001.jsonl";
    private static final int ENTRIES = 20;

    @TempDir
    Path dataDir;

    private Path directory;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        directory = Files.createDirectory(dataDir.resolve("journal"));
        Lines writer = new Lines(directory);
        for (int i = 0; i < ENTRIES; i++) {
            JournalRecord entry =
                    i % 7 == 3 ? new SettlementEntry(Checkouts.NOON, "acme", "c" + i, true) : Entries.entry("c" + i);
            lines.add(new String(writer.write(entry), ISO_8859_1));
        }
    }

    @Test
    void journalAsWritten_hasNothing() throws IOException {
        AuditReport report = verify(lines);
        assertThat(report.ok()).isTrue();
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(ENTRIES);
        assertThat(report.first()).isEqualTo(1);
        assertThat(report.last()).isEqualTo(ENTRIES);
        assertThat(lines.getLast()).endsWith(report.digest() + "\"}\n");
    }

    @Test
    void anyChangedByte_isNamedWithItsEntry() throws IOException {
        Random random = new Random(42);
        for (int entry = 1; entry <= ENTRIES; entry++) {
            List<String> changed = new ArrayList<>(lines);
            char[] line = lines.get(entry - 1).toCharArray();
            int at = random.nextInt(line.length - 1);
            line[at] = line[at] == 'x' ? 'y' : 'x';
            changed.set(entry - 1, new String(line));
            AuditReport report = verify(changed);
            assertThat(report.ok()).as("entry %d, byte %d", entry, at).isFalse();
            AuditFinding finding = report.findings().getFirst();
            assertThat(finding.kind()).as("entry %d, byte %d", entry, at).isEqualTo(AuditFinding.Kind.CHANGED);
            assertThat(finding.line()).isEqualTo(entry);
        }
    }

    @Test
    void removedEntry_isNamed() throws IOException {
        List<String> removed = new ArrayList<>(lines);
        removed.remove(6);
        assertThat(verify(removed).findings())
                .containsExactly(new AuditFinding(AuditFinding.Kind.MISSING, FIRST, 7, 7, "is missing"));
        removed.subList(9, 12).clear();
        assertThat(verify(removed).findings())
                .contains(new AuditFinding(AuditFinding.Kind.MISSING, FIRST, 10, 11, "and those up to 13 are missing"));
    }

    @Test
    void swappedPair_isNamed() throws IOException {
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 4, 5);
        AuditReport report = verify(swapped);
        assertThat(report.tampered()).isEqualTo(2);
        assertThat(report.findings())
                .containsExactly(
                        new AuditFinding(AuditFinding.Kind.MISSING, FIRST, 5, 5, "is missing"),
                        new AuditFinding(
                                AuditFinding.Kind.MOVED,
                                FIRST,
                                6,
                                5,
                                "stands behind entry 6, where it was not written"));
    }

    @Test
    void entryMadeAnew_doesNotFollow() throws IOException {
        HashChain chain = new HashChain(8, previous(lines.get(7)));
        List<String> forged = new ArrayList<>(lines);
        LineBuffer line = new LineBuffer(100);
        chain.begin(line);
        line.ascii(",\"decidedAt\":\"2026-11-23T12:00:00Z\"");
        chain.end(line, 0);
        line.write('\n');
        forged.set(7, line.toString(ISO_8859_1));
        assertThat(verify(forged).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(AuditFinding.Kind.REPLACED);
            assertThat(finding.entry()).isEqualTo(9);
            assertThat(finding.what()).contains("does not follow entry 8");
        });
    }

    private static String previous(String line) {
        int at = line.indexOf(HashChain.PREVIOUS) + HashChain.PREVIOUS.length();
        return line.substring(at, at + HashChain.DIGEST_CHARS);
    }

    @Test
    void addedLine_isNamed() throws IOException {
        List<String> added = new ArrayList<>(lines);
        added.add(3, "{\"v\":1,\"decidedAt\":\"2026-11-23T12:00:00Z\"}\n");
        assertThat(verify(added).findings()).singleElement().satisfies(finding -> assertThat(finding.line())
                .isEqualTo(4));
    }

    @Test
    void tornLastLine_isNoTampering() throws IOException {
        String torn = lines.getLast().substring(0, 50);
        List<String> crashed = new ArrayList<>(lines.subList(0, ENTRIES - 1));
        crashed.add(torn);
        AuditReport report = verify(crashed);
        assertThat(report.ok()).isTrue();
        assertThat(report.findings()).singleElement().satisfies(finding -> assertThat(finding.kind())
                .isEqualTo(AuditFinding.Kind.TORN));
    }

    @Test
    void linesWrittenAgainAfterADiskFailure_areNoTampering() throws IOException {
        Files.writeString(directory.resolve(SECOND), String.join("", lines.subList(14, ENTRIES)), ISO_8859_1);
        AuditReport report = verify(lines.subList(0, 17));
        assertThat(report.findings()).isEmpty();
        assertThat(report.repeated()).isEqualTo(3);
        assertThat(report.last()).isEqualTo(ENTRIES);
    }

    @Test
    void linesFromBeforeTheChain_areCountedAndNothingElse() throws IOException {
        Files.writeString(directory.resolve(SECOND), String.join("", lines), ISO_8859_1);
        AuditReport report = verify(List.of("{\"v\":1,}\n", "{\"v\":1,}\n"));
        assertThat(report.ok()).isTrue();
        assertThat(report.unchained()).isEqualTo(2);
    }

    @Test
    void chain_goesOnAfterARestart_alsoBehindATornLine() throws IOException {
        Path journal = dataDir.resolve("of-engine/journal");
        for (int run = 0; run < 3; run++) {
            try (FileJournal file = new FileJournal(
                    journal.getParent(),
                    JournalSettings.DEFAULTS,
                    new DeafListener(),
                    new SettableClock(Checkouts.NOON))) {
                for (int i = 0; i < 5; i++) {
                    assertThat(file.append(Entries.entry("r" + run + "-" + i))).isTrue();
                }
            }
            Path last = JournalDirectory.files(journal).getLast();
            Files.writeString(
                    last, Files.readString(last, ISO_8859_1) + lines.getFirst().substring(0, 40), ISO_8859_1);
        }
        AuditReport report = JournalAudit.verify(journal);
        assertThat(report.ok()).isTrue();
        assertThat(report.entries()).isEqualTo(15);
        assertThat(report.last()).isEqualTo(15);
        assertThat(report.findings()).hasSize(3).allMatch(finding -> finding.kind() == AuditFinding.Kind.TORN);
    }

    private AuditReport verify(List<String> written) throws IOException {
        Files.writeString(directory.resolve(FIRST), String.join("", written), ISO_8859_1);
        return JournalAudit.verify(directory);
    }
}
