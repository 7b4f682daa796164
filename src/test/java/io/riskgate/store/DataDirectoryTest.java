package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

    private static final Layout THIRD = new Layout(3, 2, 3);

    @TempDir
    Path temporary;

    private Path mark() {
        return temporary.resolve("data").resolve(DataDirectory.FILE);
    }

    private final Deque<DataDirectory> opened = new ArrayDeque<>();

    /** As the next engine does once the one before has ended. */
    private DataDirectory open(Layout layout) {
        close();
        DataDirectory directory = new DataDirectory(temporary.resolve("data"), layout);
        opened.push(directory);
        return directory;
    }

    @AfterEach
    void close() {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void secondEngine_isRefused_untilTheFirstHasEnded() {
        DataDirectory first = open(Layout.FILES);
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new DataDirectory(first.path(), Layout.FILES))
                .withMessage("Another engine runs on the data directory " + first.path()
                        + ". Stop that one, or set riskgate.data-dir to another place.");
        close();
        assertThat(open(Layout.FILES).path()).isEqualTo(first.path());
    }

    @Test
    void newDirectory_isMade_andMarked() throws IOException {
        assertThat(open(Layout.FILES).path()).isEqualTo(temporary.resolve("data"));
        assertThat(Files.readString(mark())).isEqualTo("{\"written\":1,\"readableFrom\":1}\n");
        open(Layout.FILES);
        assertThat(Files.readString(mark())).isEqualTo("{\"written\":1,\"readableFrom\":1}\n");
    }

    @Test
    void directoryOfBeforeMarks_isOfTheFirstLayout() throws IOException {
        Files.createDirectories(temporary.resolve("data/journal"));
        open(new Layout(2, 1, 1));
        assertThat(Files.readString(mark())).isEqualTo("{\"written\":2,\"readableFrom\":1}\n");
    }

    @Test
    void directoryThatCannotBeRead_isRefused_andLeftAlone() throws IOException {
        Files.createDirectories(temporary.resolve("data/journal"));
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> open(THIRD))
                .withMessageContaining(temporary.resolve("data").toString())
                .withMessageContaining("riskgate.data-dir");
        try (Stream<Path> files = Files.list(temporary.resolve("data"))) {
            assertThat(files).containsExactly(temporary.resolve("data/journal"));
        }
    }

    @Test
    void downgrade_isRefused_unlessTheOlderReleaseCanReadIt() throws IOException {
        open(new Layout(2, 1, 1));
        open(Layout.FILES);
        assertThat(Files.readString(mark())).isEqualTo("{\"written\":2,\"readableFrom\":1}\n");

        open(THIRD);
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> open(Layout.FILES))
                .withMessageContaining("of a newer Riskgate: layout 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"written\":1}", "{\"written\":\"1\",\"readableFrom\":1}"})
    void markThatIsNone_isRefusedWithItsName(String content) throws IOException {
        Files.createDirectories(temporary.resolve("data"));
        Files.writeString(mark(), content);
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> open(Layout.FILES))
                .withMessageContaining(mark().toString())
                .withMessageContaining("Restore the file");
    }
}
