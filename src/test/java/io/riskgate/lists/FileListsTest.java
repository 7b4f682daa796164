package io.riskgate.lists;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.lists.ListWrite.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileListsTest extends NamedListsContract {

    @TempDir
    Path dataDir;

    private FileLists lists;

    @Override
    protected FileLists open(long bytesMax) {
        lists = new FileLists(dataDir, clock, bytesMax);
        return lists;
    }

    @Test
    void hostileScopes_stayInsideTheDirectory() throws IOException {
        List<String> scopes = List.of("..", ".", "../../etc", "/", "a/b", "Acme", "acme", "%2e%2e", "x".repeat(128));
        scopes.forEach(scope -> put(scope, "vip", "a"));

        try (Stream<Path> files = Files.walk(dataDir, 3)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2 * scopes.size());
        }
        try (Stream<Path> paths = Files.list(dataDir)) {
            assertThat(paths).containsExactly(dataDir.resolve("lists"));
        }
    }

    @Test
    void tornLastLine_isDroppedAndReported_andWritingGoesOn() throws IOException {
        put("acme", "vip", "a", "b");
        Path log = log("acme", "vip");
        Files.writeString(log, "{\"put\":\"to", StandardOpenOption.APPEND);

        reopen();

        assertThat(lists.damage())
                .containsExactly(new FileLists.Damage(log, "the torn last line of 10 bytes was dropped"));
        put("acme", "vip", "c");
        reopen();
        assertThat(lists.damage()).isEmpty();
        assertThat(lists.entries("acme", "vip", "", 10))
                .extracting(ListEntry::value)
                .containsExactly("a", "b", "c");
    }

    @Test
    void logCutAnywhere_givesABeginningOfWhatWasWritten() throws IOException {
        put("acme", "vip", "a", "b");
        lists.remove("acme", "vip", "a");
        put("acme", "vip", "c");
        Path log = log("acme", "vip");
        byte[] whole = Files.readAllBytes(log);
        List<List<String>> states =
                List.of(List.of(), List.of("a"), List.of("a", "b"), List.of("b"), List.of("b", "c"));
        for (int length = 0; length <= whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(log, cut);
            int lines =
                    (int) new String(cut, UTF_8).chars().filter(c -> c == '\n').count();

            reopen();

            assertThat(lists.entries("acme", "vip", "", 10))
                    .extracting(ListEntry::value)
                    .isEqualTo(states.get(lines));
            Files.write(log, whole);
        }
    }

    @Test
    void corruptLinesInTheMiddle_areSkippedAndReported_theRestIsKept() throws IOException {
        put("acme", "vip", "a", "b", "c", "d", "e", "f");
        Path log = log("acme", "vip");
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        lines.set(1, "\u0000\u0000\u0000");
        lines.set(2, "{\"put\":\"c\"} {\"put\":\"x\"}");
        lines.set(3, "{\"put\":\"" + "x".repeat(100_000) + "\"}");
        lines.set(4, "{\"put\":\"e\",\"remove\":\"e\"}");
        Files.write(log, lines);

        reopen();

        assertThat(lists.entries("acme", "vip", "", 10))
                .extracting(ListEntry::value)
                .containsExactly("a", "f");
        assertThat(lists.damage())
                .containsExactly(new FileLists.Damage(log, "4 corrupt lines were skipped, the first of them line 2"));
    }

    @Test
    void corruptScope_stopsTheStart_namingTheFile() throws IOException {
        put("acme", "vip", "a");
        Path scope = log("acme", "vip").resolveSibling("scope.json");
        Files.writeString(scope, "{\"sco");

        assertThatThrownBy(this::reopen)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(scope.toString());
    }

    @Test
    void whatACrashOrAnOperatorLeftBehind_isNoList() throws IOException {
        put("acme", "vip", "a");
        Files.writeString(log("acme", "vip").resolveSibling("vip.jsonl.tmp"), "{\"put\":\"half");
        Files.writeString(log("acme", "vip").resolveSibling("Notes\n.jsonl"), "buy milk");
        Files.createDirectory(dataDir.resolve("lists/unfinished"));

        reopen();

        assertThat(lists.names("acme")).containsExactly("vip");
        assertThat(lists.damage()).isEmpty();
        assertThat(put("unfinished", "vip", "a")).isEqualTo(new Stored(1, 0));
    }

    @Test
    void log_isMadeAnew_whenItIsMostlyHistory() throws IOException {
        String[] values = IntStream.range(0, 20).mapToObj(i -> "v-" + i).toArray(String[]::new);
        int linesMost = 0;
        for (int i = 0; i < 150; i++) {
            put("acme", "vip", values);
            linesMost =
                    Math.max(linesMost, Files.readAllLines(log("acme", "vip")).size());
        }

        assertThat(linesMost).isBetween(100, NamedList.LOOK_LINES_MIN + 40);
        reopen();
        assertThat(Files.readAllLines(log("acme", "vip"))).hasSize(20);
        assertThat(lists.entries("acme", "vip", "", 100)).hasSize(20);
    }

    @Test
    void writeThatFails_changesNothing() throws IOException {
        put("acme", "vip", "a");
        Files.delete(log("acme", "vip"));

        assertThatThrownBy(() -> put("acme", "vip", "b")).isInstanceOf(UncheckedIOException.class);

        assertThat(lists.lookup("acme").contains("vip", "b")).isFalse();
        assertThat(lists.entriesTotal()).isEqualTo(1);
        assertThat(lists.bytesTotal()).isEqualTo(ListMemory.bytes("a"));
    }

    private Path log(String scope, String name) {
        return dataDir.resolve("lists").resolve(scope).resolve(name + ".jsonl");
    }
}
