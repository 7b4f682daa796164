package io.riskgate.backtest;

import io.quarkus.runtime.Startup;
import io.riskgate.rules.Ruleset;
import io.riskgate.store.DataDirectory;
import io.riskgate.store.DurableFiles;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The files of checkouts for backtests, in {@code <data-dir>/backtests/}, readable by the owner of the process alone. Each is deleted {@link
 * #KEPT} after it came, or by the next start: they are copies, and have personal data in clear.
 *
 * <p>At most {@link #FILES_MAX}, of one merchant {@link #OF_MERCHANT_MAX}; a merchant's oldest goes when it sends another. {@link
 * #UPLOADS_AT_ONCE_MAX} come in at once, since each holds a thread.
 *
 * <p>Thread-safe. {@link #store} blocks for as long as the client sends, at most {@link #UPLOAD_MAX}; {@link #find} never does.
 */
@Startup
@Singleton
public final class UploadedFiles {

    public static final long FILE_BYTES_MAX = 256L * 1024 * 1024;
    public static final Duration KEPT = Duration.ofDays(1);

    static final int FILES_MAX = 10;
    static final int OF_MERCHANT_MAX = 2;
    static final int UPLOADS_AT_ONCE_MAX = 2;
    static final Duration UPLOAD_MAX = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(UploadedFiles.class);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path directory;
    private final long fileBytesMax;
    private final Clock clock;
    private final Semaphore uploads = new Semaphore(UPLOADS_AT_ONCE_MAX);
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("riskgate-backtest-files").daemon().factory());

    private final Future<?> sweeping;

    /** Oldest first; guarded by itself. */
    private final Map<String, UploadedFile> files = new LinkedHashMap<>();

    /** What came of an upload. */
    public sealed interface Stored {

        record Kept(UploadedFile file) implements Stored {}

        /** It has more than {@link #FILE_BYTES_MAX}. */
        record TooLarge() implements Stored {}

        /** It took longer than it may. */
        record TooSlow() implements Stored {}

        /** The client is gone. */
        record BrokenOff() implements Stored {}

        /** Others are being uploaded, or too many are kept. */
        record NoRoom() implements Stored {}
    }

    @Inject
    UploadedFiles(DataDirectory data, Clock clock) {
        this(data.path(), FILE_BYTES_MAX, clock);
    }

    /** Deletes what an earlier process has left. */
    UploadedFiles(Path dataDir, long fileBytesMax, Clock clock) {
        this.fileBytesMax = fileBytesMax;
        this.clock = clock;
        directory = dataDir.resolve("backtests");
        deleteLeft();
        sweeping = sweeper.scheduleWithFixedDelay(
                this::sweep, SWEEP_EVERY.toMillis(), SWEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Keeps what comes.
     *
     * @param owner a merchant's id, or {@code platform}
     * @throws IOException if the disk fails
     */
    public Stored store(InputStream body, FileFormat format, String owner) throws IOException {
        if (!uploads.tryAcquire()) {
            return new Stored.NoRoom();
        }
        try {
            sweep();
            if (!makeRoom(owner)) {
                return new Stored.NoRoom();
            }
            DurableFiles.createDirectories(directory);
            String id = UUID.randomUUID().toString();
            Path path = directory.resolve(id);
            Stored stored = new Stored.BrokenOff();
            try {
                stored = receive(body, id, format, owner, path);
            } finally {
                if (!(stored instanceof Stored.Kept)) {
                    Files.deleteIfExists(path);
                }
            }
            return stored;
        } finally {
            uploads.release();
        }
    }

    private Stored receive(InputStream body, String id, FileFormat format, String owner, Path path) throws IOException {
        long endNanos = System.nanoTime() + UPLOAD_MAX.toNanos();
        long bytes = 0;
        try (FileChannel file =
                DurableFiles.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
                bytes += read;
                if (bytes > fileBytesMax) {
                    return new Stored.TooLarge();
                }
                if (System.nanoTime() - endNanos > 0) {
                    return new Stored.TooSlow();
                }
                DurableFiles.writeFully(file, ByteBuffer.wrap(buffer, 0, read));
            }
        } catch (ClientGone gone) {
            return new Stored.BrokenOff();
        }
        UploadedFile kept =
                new UploadedFile(id, owner, format, path, bytes, clock.instant().plus(KEPT));
        synchronized (files) {
            files.put(id, kept);
        }
        return new Stored.Kept(kept);
    }

    private static int read(InputStream body, byte[] buffer) throws ClientGone {
        try {
            return body.read(buffer);
        } catch (IOException gone) {
            throw new ClientGone(gone);
        }
    }

    /** Tells a client that is gone from a disk that fails. */
    private static final class ClientGone extends Exception {

        private static final long serialVersionUID = 1L;

        ClientGone(IOException cause) {
            super(cause);
        }
    }

    /** The file, or {@code null} if there is none of that id any more. */
    public @Nullable UploadedFile find(String id) {
        synchronized (files) {
            UploadedFile file = files.get(id);
            return file == null || isExpired(file) ? null : file;
        }
    }

    private boolean isExpired(UploadedFile file) {
        return !clock.instant().isBefore(file.expiresAt());
    }

    /** A merchant's own oldest make room for its next one; nobody else's do. */
    private boolean makeRoom(String owner) {
        List<UploadedFile> gone = new ArrayList<>();
        synchronized (files) {
            List<UploadedFile> own = files.values().stream()
                    .filter(file -> file.owner().equals(owner))
                    .toList();
            int ownMax = owner.equals(Ruleset.PLATFORM) ? FILES_MAX : OF_MERCHANT_MAX;
            int tooMany = Math.max(own.size() + 1 - ownMax, files.size() + 1 - FILES_MAX);
            if (tooMany > own.size()) {
                return false;
            }
            own.stream().limit(Math.max(0, tooMany)).forEach(gone::add);
            gone.forEach(file -> files.remove(file.id()));
        }
        gone.forEach(UploadedFiles::delete);
        return true;
    }

    /** Deletes those that have had their time. */
    void sweep() {
        List<UploadedFile> gone;
        synchronized (files) {
            gone = files.values().stream().filter(this::isExpired).toList();
            gone.forEach(file -> files.remove(file.id()));
        }
        gone.forEach(UploadedFiles::delete);
    }

    private static void delete(UploadedFile file) {
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException failed) {
            LOG.warnf("The uploaded file %s cannot be deleted: %s", file.path(), failed);
        }
    }

    private void deleteLeft() {
        try (Stream<Path> left = Files.list(directory)) {
            for (Path path : left.toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException none) {
            // It is made when the first file comes.
        } catch (IOException failed) {
            LOG.warnf("Uploaded files of an earlier process cannot be deleted: %s", failed);
        }
    }

    @PreDestroy
    void close() {
        sweeping.cancel(true);
        sweeper.shutdownNow();
    }
}
