package io.riskgate.backtest;

import static io.riskgate.backtest.BacktestFixture.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.backtest.UploadedFiles.Stored;
import io.riskgate.fixture.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadedFilesTest {

    private static final long BYTES_MAX = 1_000;

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(START);
    private UploadedFiles files;

    @BeforeEach
    void open() {
        files = new UploadedFiles(dataDir, BYTES_MAX, clock);
    }

    @AfterEach
    void close() {
        files.close();
    }

    private static InputStream bytes(int number) {
        return new ByteArrayInputStream("x".repeat(number).getBytes(UTF_8));
    }

    private UploadedFile kept(String owner) throws IOException {
        return ((Stored.Kept) files.store(bytes(10), FileFormat.CSV, owner)).file();
    }

    private List<Path> onDisk() throws IOException {
        try (Stream<Path> all = Files.list(dataDir.resolve("backtests"))) {
            return all.toList();
        }
    }

    @Test
    void file_isKeptAsItCame_forItsOwnersEyes() throws IOException {
        UploadedFile file = ((Stored.Kept) files.store(bytes(1_000), FileFormat.CSV, "acme")).file();

        assertThat(files.find(file.id())).isEqualTo(file);
        assertThat(file.bytes()).isEqualTo(1_000);
        assertThat(file.path()).hasContent("x".repeat(1_000));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void tooLarge_leavesNothingBehind() throws IOException {
        assertThat(files.store(bytes(1_001), FileFormat.JSON_LINES, "acme")).isInstanceOf(Stored.TooLarge.class);
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void clientThatGoesAway_leavesNothingBehind() throws IOException {
        InputStream gone = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }
        };
        assertThat(files.store(gone, FileFormat.JSON_LINES, "acme")).isInstanceOf(Stored.BrokenOff.class);
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void merchantsOldest_makesRoomForItsNext() throws IOException {
        UploadedFile first = kept("acme");
        UploadedFile second = kept("acme");
        UploadedFile others = kept("other");
        UploadedFile third = kept("acme");

        assertThat(files.find(first.id())).isNull();
        assertThat(first.path()).doesNotExist();
        assertThat(List.of(second, others, third))
                .allSatisfy(file -> assertThat(files.find(file.id())).isEqualTo(file));
    }

    @Test
    void nobodyElsesFile_makesRoom() throws IOException {
        List<UploadedFile> all = new ArrayList<>();
        for (int i = 0; i < UploadedFiles.FILES_MAX; i++) {
            all.add(kept("m-" + i));
        }
        assertThat(files.store(bytes(1), FileFormat.CSV, "another")).isInstanceOf(Stored.NoRoom.class);
        assertThat(kept("m-3")).isNotNull();
        assertThat(files.find(all.get(3).id())).isNull();
        assertThat(onDisk()).hasSize(UploadedFiles.FILES_MAX);
    }

    @Test
    void afterADay_itIsGone() throws IOException {
        UploadedFile file = kept("acme");
        clock.advance(UploadedFiles.KEPT);

        assertThat(files.find(file.id())).isNull();
        files.sweep();
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void start_deletesWhatWasLeft() throws IOException {
        kept("acme");
        new UploadedFiles(dataDir, BYTES_MAX, clock).close();
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void moreUploadsAtOnce_areTurnedAway() throws Exception {
        List<PipedOutputStream> clients = new ArrayList<>();
        List<Future<Stored>> stored = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < UploadedFiles.UPLOADS_AT_ONCE_MAX; i++) {
                PipedOutputStream client = new PipedOutputStream();
                InputStream body = new PipedInputStream(client);
                clients.add(client);
                String owner = "m-" + i;
                stored.add(threads.submit(() -> files.store(body, FileFormat.CSV, owner)));
            }
            await().until(() ->
                    Files.exists(dataDir.resolve("backtests")) && onDisk().size() == UploadedFiles.UPLOADS_AT_ONCE_MAX);
            assertThat(files.store(bytes(1), FileFormat.CSV, "another")).isInstanceOf(Stored.NoRoom.class);
            for (PipedOutputStream client : clients) {
                client.close();
            }
            for (Future<Stored> one : stored) {
                assertThat(one.get()).isInstanceOf(Stored.Kept.class);
            }
        }
    }
}
