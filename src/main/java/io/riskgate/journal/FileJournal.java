package io.riskgate.journal;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.riskgate.privacy.MaskingProfile;
import io.riskgate.privacy.MerchantMasking;
import io.riskgate.sealing.DayKeys;
import io.riskgate.sealing.WrongInstallationKeyException;
import io.riskgate.store.DataDirectory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The journal as JSON lines in {@code <data-dir>/journal/}, in a new file at each start, for each UTC day and after so
 * many bytes. One thread writes; {@link #append} and the getters are for any thread and never block.
 *
 * <p>What a crash can lose: if the process is killed, the entries that are not yet written, so {@link #queued()} of
 * them, a millisecond's while the disk keeps up; if the power fails, also those written since the last fsync, at most {@code riskgate.journal.sync-interval}
 * old while the disk keeps up. A reply does not wait for either.
 *
 * <p>When the disk fails, the lines that are not surely on it are kept and written to a new file as soon as one can be
 * made, which is tried every 250 ms; meanwhile nothing more is taken. Where the disk does not even allow the failed
 * lines to be cut off, an entry may be in two files.
 *
 * <p>The queue holds 65,536 entries; beyond that {@link #append} refuses. An entry of more than 1 MiB is dropped.
 */
@Startup
@Singleton
public final class FileJournal implements Journal, AutoCloseable {

    /** The most entries that wait to be written. */
    public static final int ENTRIES_MAX = JournalQueue.ENTRIES_MAX;

    /** The longest that {@link #close} waits for a disk that is slow or fails. */
    private static final long CLOSE_MILLIS_MAX = 5_000;

    static final Duration SEARCH_MAX = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(FileJournal.class);

    private final JournalQueue queue = new JournalQueue();
    private final JournalStatus status = new JournalStatus();
    private final JournalMarks marks = new JournalMarks();
    private final Path directory;
    private final Duration retention;
    private final Clock clock;
    private final Thread thread;

    /**
     * Starts the writer.
     *
     * @throws IllegalArgumentException naming the option that has a bad value
     * @throws UncheckedIOException of {@link WrongInstallationKeyException}
     */
    @Inject
    FileJournal(
            DataDirectory data,
            JournalConfig config,
            @All List<JournalListener> listeners,
            MerchantMasking masking,
            Clock clock) {
        this(
                data.path(),
                new JournalSettings(
                        config.fileSizeMax(), config.syncInterval(), config.retention(), config.sealedRetention()),
                new JournalListeners(listeners),
                masking,
                clock,
                JournalDirectory.NEW_FILE);
    }

    /** Starts the writer, which masks by the default profile; a disk that cannot be written shows in {@link #healthy()}. */
    public FileJournal(Path dataDir, JournalSettings settings, JournalListener listener, Clock clock) {
        this(dataDir, settings, listener, clock, JournalDirectory.NEW_FILE);
    }

    FileJournal(
            Path dataDir,
            JournalSettings settings,
            JournalListener listener,
            Clock clock,
            JournalDirectory.Opener opener) {
        this(dataDir, settings, listener, merchantId -> MaskingProfile.DEFAULT, clock, opener);
    }

    FileJournal(
            Path dataDir,
            JournalSettings settings,
            JournalListener listener,
            MerchantMasking masking,
            Clock clock,
            JournalDirectory.Opener opener) {
        this.clock = clock;
        directory = directory(dataDir);
        retention = settings.retention();
        DayKeys keys = checked(JournalDirectory.keys(directory));
        JournalDirectory files =
                new JournalDirectory(directory, settings.retention(), listener::mayDelete, clock, opener);
        thread = new Thread(
                new JournalWriter(queue, status, marks, listener, files, keys, masking, settings, clock),
                "riskgate-journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Any other failure is met by the writer, which tries again: a disk that is full keeps no engine from deciding. */
    private static DayKeys checked(DayKeys keys) {
        try {
            keys.installation();
        } catch (WrongInstallationKeyException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (IOException full) {
            LOG.debug("The installation's key could not be read or made", full);
        }
        return keys;
    }

    /** Where the files are, for {@link JournalReader}. */
    public static Path directory(Path dataDir) {
        return dataDir.resolve("journal");
    }

    @Override
    public boolean append(JournalRecord entry) {
        if (status.lastError() == null && queue.offer(entry)) {
            return true;
        }
        status.lost();
        return false;
    }

    /**
     * Passes on what was decided or settled since then and is written, in the order in which they were. Blocks; uses the
     * caller's thread. Of the file that is being written, only what may be that new is read.
     *
     * @throws IOException if a file cannot be read at all
     */
    public void replaySince(Instant since, Consumer<JournalRecord> consumer) throws IOException {
        replaySince(since, "", consumer);
    }

    /**
     * As {@link #replaySince(Instant, Consumer)}, but of lines with the words only. The others are not parsed, which would cost many
     * times what looking for the words does.
     *
     * @param words in ASCII, as they stand in a line
     */
    public void replaySince(Instant since, String words, Consumer<JournalRecord> consumer) throws IOException {
        replaySince(since, words, () -> {}, consumer);
    }

    /**
     * As {@link #replaySince(Instant, String, Consumer)}, for a reader that must come to look at other things while there is nothing for it.
     *
     * @param passedOver is told of each line without the words, and of each entry from before
     */
    public ReplayReport replaySince(Instant since, String words, Runnable passedOver, Consumer<JournalRecord> consumer)
            throws IOException {
        return JournalReader.replaySince(
                directory, since, file -> marks.offset(file, since), words, passedOver, consumer);
    }

    /**
     * The newest decision of that merchant and id that is written and can be opened. Blocks, for {@link #SEARCH_MAX} and a file at most
     * where older files have no index yet.
     *
     * @throws IOException if a file cannot be read
     */
    public JournalSearch.Found find(String merchantId, String id) throws IOException {
        return JournalSearch.find(directory, merchantId, id, SEARCH_MAX);
    }

    /**
     * The outcome of a checkout that was written last, since then. Blocks as {@link #find} does.
     *
     * @throws IOException if a file cannot be read
     */
    public JournalSearch.FoundOutcome findOutcome(String merchantId, String id, Instant since) throws IOException {
        return JournalSearch.findOutcome(directory, merchantId, id, since, SEARCH_MAX);
    }

    /** Entries that are taken and not yet written. */
    public int queued() {
        return queue.size();
    }

    /** How long ago the oldest entry was decided that is taken and not yet written; 0 if there is none. */
    public long lagMillis() {
        Instant oldest = status.inHandSince();
        if (oldest == null) {
            JournalRecord head = queue.peek();
            oldest = head == null ? null : head.at();
        }
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis());
    }

    /** Entries written since the start. */
    public long written() {
        return status.written();
    }

    /** Entries since the start that were refused or had no line of at most 1 MiB. */
    public long dropped() {
        return status.dropped();
    }

    /** How often the disk was waited for since the start, beside the writing. */
    long syncs() {
        return status.syncs();
    }

    /** How long it took all together. */
    long syncNanos() {
        return status.syncNanos();
    }

    /** How long files are kept. */
    public Duration retention() {
        return retention;
    }

    /**
     * What its files come to. Blocks, to look at each.
     *
     * @throws IOException if the directory cannot be read
     */
    public JournalSize size() throws IOException {
        return JournalSize.of(directory, clock.instant());
    }

    /** Whether the last attempt to write succeeded and the writer is running. */
    public boolean healthy() {
        return status.lastError() == null;
    }

    /** Why it is not healthy, or {@code null} if it is. Names the file. */
    public @Nullable String lastError() {
        return status.lastError();
    }

    /**
     * Takes nothing more, and blocks until all that was taken is on the disk, or for 5 s. A second call does nothing
     * more.
     */
    @Override
    @PreDestroy
    public void close() {
        queue.close();
        try {
            if (!thread.join(Duration.ofMillis(CLOSE_MILLIS_MAX))) {
                queue.giveUp();
                LOG.errorf("%d decisions could not be journalled before the end", queue.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
