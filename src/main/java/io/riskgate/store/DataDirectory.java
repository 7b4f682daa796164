package io.riskgate.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where all is kept that must survive a restart, once it is known that this release can read it. Whatever reads or writes below it asks for
 * this, so that nothing is touched before. The mark is a file beside the rest, {@code layout.json}. Another one, {@code lock}, is locked as
 * long as the engine runs, since two that write there would undo each other's work; the system lets go of it however the process ends.
 *
 * <p>Immutable; making it blocks.
 */
@Singleton
public final class DataDirectory {

    static final String FILE = "layout.json";
    static final String LOCK = "lock";

    private static final String WRITTEN = "written";
    private static final String READABLE_FROM = "readableFrom";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = Logger.getLogger(DataDirectory.class);

    private final Path path;

    /** Open while the directory is locked; {@code null} if its file system knows no locks, or lets nothing be written. */
    private final @Nullable FileChannel lock;

    /** @throws StartRefusedException if another release has left what this one cannot read, or another engine runs on it */
    @Inject
    DataDirectory(StateConfig state) {
        this(state.dataDir(), Layout.FILES);
    }

    DataDirectory(Path path, Layout layout) {
        this.path = path;
        Layout.Mark found = read();
        layout.check(found, "The data directory " + path.toAbsolutePath(), "riskgate.data-dir");
        lock = lock();
        if (layout.replaces(found)) {
            leave(layout.mark());
        }
    }

    /** It need not exist yet. */
    public Path path() {
        return path;
    }

    private @Nullable FileChannel lock() {
        FileChannel channel = null;
        try {
            DurableFiles.createDirectories(path);
            channel =
                    DurableFiles.open(path.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // As if it were in another.
        } catch (IOException e) {
            LOG.warnf("The data directory could not be locked, so that nothing keeps another engine from it: %s", e);
            close(channel);
            return null;
        }
        close(channel);
        throw new StartRefusedException(
                "Another engine runs on the data directory %s. Stop that one, or set riskgate.data-dir to another place."
                        .formatted(path.toAbsolutePath()));
    }

    @PreDestroy
    void close() {
        close(lock);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warnf("The lock of the data directory could not be closed: %s", e);
        }
    }

    private Layout.@Nullable Mark read() {
        Path file = path.resolve(FILE);
        try {
            JsonNode mark = JSON.readTree(Files.readAllBytes(file));
            if (mark.path(WRITTEN).canConvertToInt() && mark.path(READABLE_FROM).canConvertToInt()) {
                return new Layout.Mark(
                        mark.get(WRITTEN).intValue(), mark.get(READABLE_FROM).intValue());
            }
            throw unreadable(file);
        } catch (NoSuchFileException none) {
            return null;
        } catch (JsonProcessingException broken) {
            throw unreadable(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StartRefusedException unreadable(Path file) {
        return new StartRefusedException(
                "%s does not say of which layout the data directory is. Restore the file, or delete it if no newer Riskgate than this one has run on the directory."
                        .formatted(file.toAbsolutePath()));
    }

    /** A disk that is full keeps no engine from deciding; the next start leaves the mark then. */
    private void leave(Layout.Mark mark) {
        String json = JSON.createObjectNode()
                .put(WRITTEN, mark.written())
                .put(READABLE_FROM, mark.readableFrom())
                .toString();
        try {
            DurableFiles.replace(path, FILE, (json + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            LOG.warnf("The layout of the data directory could not be marked: %s", e);
        }
    }
}
