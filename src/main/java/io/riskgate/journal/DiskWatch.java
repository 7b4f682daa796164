package io.riskgate.journal;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.riskgate.store.DataDirectory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the journal's disk has room for, and what the journal takes of it. A thread of its own looks every {@link #LOOK_EVERY}, so a disk that
 * hangs holds up that thread and nobody who asks. Thread-safe; asking never blocks.
 */
@Singleton
public final class DiskWatch {

    /** What was seen longer ago says nothing of the disk any more. */
    public static final Duration SEEN_MAX = Duration.ofMinutes(1);

    static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(DiskWatch.class);

    /** What a look finds. */
    public record Seen(long freeBytes, JournalSize journal) {}

    /** One look; blocks for as long as the disk does. */
    @FunctionalInterface
    interface Look {
        Seen look() throws IOException;
    }

    private record Answer(Seen seen, long atNanos) {}

    private final Look disk;
    private final LongSupplier nanos;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("riskgate-disk").daemon().factory());
    private volatile @Nullable Answer last;

    /** Of the thread that looks. */
    private boolean hasFailed;

    /** Does not look yet. */
    @Inject
    DiskWatch(DataDirectory data, FileJournal journal) {
        this(() -> look(data.path(), journal), System::nanoTime);
    }

    DiskWatch(Look disk, LongSupplier nanos) {
        this.disk = disk;
        this.nanos = nanos;
    }

    static Seen look(Path dataDir, FileJournal journal) throws IOException {
        return new Seen(freeBytes(FileJournal.directory(dataDir).toAbsolutePath()), journal.size());
    }

    /** A directory that is not there yet will be on the disk of the one that it will be in. */
    private static long freeBytes(Path directory) throws IOException {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (NoSuchFileException notYet) {
            Path parent = directory.getParent();
            if (parent == null) {
                throw notYet;
            }
            return freeBytes(parent);
        }
    }

    /** The first look is part of the start, which reads the journal from the same disk. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void start(@Observes StartupEvent start) {
        look();
        thread.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void look() {
        try {
            last = new Answer(disk.look(), nanos.getAsLong());
            hasFailed = false;
        } catch (IOException | RuntimeException failed) {
            if (!hasFailed) {
                LOG.warnf("The journal's disk does not say what it has room for: %s", failed);
            }
            hasFailed = true;
        }
    }

    /** What was seen last; empty if that is longer ago than {@link #SEEN_MAX}, since the disk does not answer. */
    public Optional<Seen> seen() {
        Answer answer = last;
        return answer == null || nanos.getAsLong() - answer.atNanos() > SEEN_MAX.toNanos()
                ? Optional.empty()
                : Optional.of(answer.seen());
    }

    /** What the disk has room for; not a number while it does not answer. */
    double freeBytes() {
        return seen().map(Seen::freeBytes).map(Long::doubleValue).orElse(Double.NaN);
    }

    void stop(@Observes ShutdownEvent stop) {
        thread.shutdownNow();
    }
}
