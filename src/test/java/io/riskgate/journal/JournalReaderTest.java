package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {

    private static final String FIRST = "decisions-20261123T120000Z-000000.jsonl";
    private static final String SECOND = "decisions-20261123T120000Z-000001.jsonl";

    @TempDir
    Path dataDir;

    private Path directory;

    private final List<JournalEntry> read = new ArrayList<>();

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(dataDir.resolve("journal"));
    }

    @Test
    void missingDirectory_hasNoEntries() throws IOException {
        assertThat(JournalReader.replay(directory.resolve("none"), read::add))
                .isEqualTo(new ReplayReport(0, 0, 0, 0, List.of()));
    }

    @Test
    void lastLineTornAnywhere_isReportedAndTheRestIsRead() throws IOException {
        byte[] whole = lines("a", "b");
        int secondAt = lines("a").length;
        Files.write(directory.resolve(SECOND), lines("c"));
        for (int length = secondAt; length <= whole.length; length++) {
            Files.write(directory.resolve(FIRST), Arrays.copyOf(whole, length));
            ReplayReport report = replay();
            boolean entire = length >= whole.length - 1;
            boolean torn = length > secondAt && !entire;
            assertThat(ids()).as("%d bytes", length).isEqualTo(entire ? List.of("a", "b", "c") : List.of("a", "c"));
            assertThat(report.tornLines()).as("%d bytes", length).isEqualTo(torn ? 1 : 0);
            assertThat(report.corruptLines()).isZero();
            assertThat(report.entries()).isEqualTo(read.size());
        }
    }

    @Test
    void corruptLine_isReportedWithItsPlaceAndWithoutItsText() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(lines("a"));
        bytes.write("{\"secret@example.com\n".getBytes(UTF_8));
        bytes.write(lines("b"));
        Files.write(directory.resolve(FIRST), bytes.toByteArray());
        ReplayReport report = replay();
        assertThat(ids()).containsExactly("a", "b");
        assertThat(report.corruptLines()).isEqualTo(1);
        assertThat(report.messages())
                .singleElement()
                .asString()
                .contains(FIRST + " line 2")
                .doesNotContain("secret");
    }

    @Test
    void changedByte_isReportedWithItsEntry() throws IOException {
        byte[] lines = lines("a", "b", "c");
        int second = lines("a").length;
        lines[second + 150]++;
        Files.write(directory.resolve(FIRST), lines);
        ReplayReport report = replay();
        assertThat(ids()).containsExactly("a", "c");
        assertThat(report.messages()).containsExactly(FIRST + " line 2 (entry 2) was changed");
    }

    @Test
    void lineWhoseKeyIsGone_isForgottenAndCounted() throws IOException {
        Files.write(directory.resolve(FIRST), lines("a"));
        Files.delete(dataDir.resolve("keys/" + Lines.DAY + ".key"));
        ReplayReport report = replay();
        assertThat(ids()).isEmpty();
        assertThat(report).isEqualTo(new ReplayReport(0, 0, 0, 1, List.of()));
    }

    @Test
    void anotherInstallationKey_endsTheReadingWithASentence() throws IOException {
        Files.write(directory.resolve(FIRST), lines("a"));
        Files.writeString(
                dataDir.resolve("keys/installation.key"), Base64.getEncoder().encodeToString(new byte[32]));
        assertThatThrownBy(this::replay)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Lines.DAY + ".key does not open with installation.key");
    }

    @Test
    void endlessLine_isPassedOver() throws IOException {
        byte[] endless = new byte[3 * JournalLine.BYTES_MAX];
        Arrays.fill(endless, (byte) 'x');
        endless[endless.length - 1] = '\n';
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(endless);
        bytes.write(lines("a"));
        Files.write(directory.resolve(FIRST), bytes.toByteArray());
        assertThat(replay().corruptLines()).isEqualTo(1);
        assertThat(ids()).containsExactly("a");
    }

    @Test
    void manyCorruptLines_leaveTenMessages() throws IOException {
        Files.writeString(directory.resolve(FIRST), "x\n".repeat(25));
        ReplayReport report = replay();
        assertThat(report.corruptLines()).isEqualTo(25);
        assertThat(report.messages()).hasSize(10);
    }

    @Test
    void otherFiles_areLeftAlone() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "x\n");
        Files.writeString(directory.resolve("decisions-20269923T120000Z-000000.jsonl"), "x\n");
        assertThat(replay()).isEqualTo(new ReplayReport(0, 0, 0, 0, List.of()));
    }

    private ReplayReport replay() throws IOException {
        read.clear();
        return JournalReader.replay(directory, read::add);
    }

    private List<String> ids() {
        return read.stream().map(entry -> entry.checkout().id()).toList();
    }

    private byte[] lines(String... ids) throws IOException {
        return new Lines(directory).write(Stream.of(ids).map(Entries::entry).toArray(JournalRecord[]::new));
    }
}
