package io.riskgate.journal;

import io.riskgate.privacy.MerchantMasking;
import io.riskgate.sealing.DayKeys;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes: takes what has queued up, writes it in one go, and has it made durable when that is due. All of
 * its state is its own, apart from what it tells {@link JournalStatus}.
 *
 * <p>Syncing has a thread of its own: while a disk takes its time for it, writing goes on, so that a process that is
 * killed loses no more than what was not yet written.
 */
final class JournalWriter implements Runnable {

    /** The most entries of one write. */
    static final int BATCH_ENTRIES_MAX = 1_024;

    /** A write ends with the line that reaches this, and so many bytes are synced before their time. */
    static final int BATCH_BYTES_MAX = 4 * 1024 * 1024;

    /**
     * How long entries gather before the next write. Waking this thread for each would be paid by the threads that decide.
     */
    private static final long GATHER_NANOS = 1_000_000;

    private static final int WARM_UP_LINES = 5_000;
    private static final long SYNC_LOOK_NANOS = 1_000_000;
    private static final long RETRY_NANOS = 250_000_000;
    private static final Logger LOG = Logger.getLogger(JournalWriter.class);

    private final JournalQueue queue;
    private final JournalStatus status;
    private final JournalMarks marks;
    private final JournalListener listener;
    private final JournalDirectory directory;
    private final DayKeys keys;
    private final MerchantMasking masking;
    private final Duration sealedRetention;
    private final Clock clock;
    private final long fileSizeMaxBytes;
    private final int batchBytesMax;
    private final long syncNanos;

    /** All lines that are not synced; those before {@code written} are in the file. */
    private final LineBuffer unsynced = new LineBuffer(64 * 1024);

    /** Made with the first batch, since it goes on where the last file ended, and that is read from the disk. */
    private @Nullable LineWriter lines;

    /** The sync that is under way, and how many bytes of {@code unsynced} and of the file it covers. */
    private @Nullable Future<?> syncing;

    private int syncingBytes;
    private long syncingLength;
    private final ExecutorService syncs = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("riskgate-journal-sync").daemon().factory());

    private int written;
    private int batchEntries;

    /** Those of the batch that have a line, until that is written. */
    private final List<JournalRecord> batch = new ArrayList<>();

    /** The latest time of all entries that were ever in {@code unsynced}. */
    private Instant latest = Instant.MIN;

    private @Nullable JournalFile file;
    private long lastSyncNanos = System.nanoTime();

    JournalWriter(
            JournalQueue queue,
            JournalStatus status,
            JournalMarks marks,
            JournalListener listener,
            JournalDirectory directory,
            DayKeys keys,
            MerchantMasking masking,
            JournalSettings settings,
            Clock clock) {
        this.queue = queue;
        this.status = status;
        this.marks = marks;
        this.listener = listener;
        this.directory = directory;
        this.keys = keys;
        this.masking = masking;
        this.sealedRetention = settings.sealedRetention();
        this.clock = clock;
        this.fileSizeMaxBytes = settings.fileSizeMaxBytes();
        this.batchBytesMax = (int) Math.min(BATCH_BYTES_MAX, fileSizeMaxBytes);
        this.syncNanos = settings.syncInterval().toNanos();
    }

    @Override
    public void run() {
        try {
            warmUp();
            while (!queue.finished() || unsynced.size() > 0) {
                queue.awaitWork(waitNanos());
                try {
                    takeBatch();
                    boolean wrote = batchEntries > 0;
                    store();
                    succeeded();
                    if (wrote) {
                        queue.rest(GATHER_NANOS);
                    }
                } catch (IOException e) {
                    failed(e);
                    if (queue.givenUp()) {
                        return;
                    }
                    queue.pause(RETRY_NANOS);
                }
            }
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.warn("The journal's last file could not be closed", e);
        } finally {
            syncs.shutdown();
            status.stopped();
        }
    }

    /** So that the first seconds of traffic do not queue up behind classes that are still interpreted. */
    private void warmUp() {
        try {
            LineBuffer scratch = new LineBuffer(4 * 1_024);
            LineWriter writer = new LineWriter(keys, masking, new HashChain(1, HashChain.NONE));
            writer.begin(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            JournalEntry entry = WarmUpEntry.make();
            for (int i = 0; i < WARM_UP_LINES; i++) {
                scratch.add(entry, writer);
                scratch.reset();
            }
        } catch (IOException e) {
            // The first entry will meet the same, and then it counts.
            LOG.debug("The journal could not warm up", e);
        }
    }

    /** A batch that could not be written is not added to: what is kept in memory stays bounded. */
    private void takeBatch() throws IOException {
        if (batchEntries > 0 || queue.isEmpty()) {
            return;
        }
        LineWriter writer = lines();
        while (batchEntries < BATCH_ENTRIES_MAX && unsynced.size() - written < batchBytesMax) {
            JournalRecord entry = queue.poll();
            if (entry == null) {
                return;
            }
            if (batchEntries++ == 0) {
                status.inHandSince(entry.at());
            }
            latest = entry.at().isAfter(latest) ? entry.at() : latest;
            try {
                unsynced.add(entry, writer);
                batch.add(entry);
            } catch (IOException | RuntimeException e) {
                status.lost();
                // The message may quote the shop's own text.
                LOG.errorf(
                        "A decision cannot be written as a line: %s",
                        e.getClass().getName());
            }
        }
    }

    /** The writer of lines, with the day's key; where a day begins, keys that have had their time are deleted. */
    private LineWriter lines() throws IOException {
        LineWriter writer = lines;
        if (writer == null) {
            writer = new LineWriter(keys, masking, ChainEnd.of(directory.path()));
            lines = writer;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (writer.begin(today)) {
            keys.forget(today, sealedRetention.toDays());
        }
        return writer;
    }

    private void store() throws IOException {
        JournalFile current = file == null ? begin() : file;
        settleSync(current, written >= BATCH_BYTES_MAX || (queue.closing() && queue.isEmpty()));
        int bytes = unsynced.size() - written;
        if (bytes > 0) {
            if (current.length() > 0 && (current.length() + bytes > fileSizeMaxBytes || !isOfToday(current))) {
                current = rotate(current);
            }
            marks.writing(current.path(), current.length(), latest);
            current.append(unsynced.from(written));
            written += bytes;
        }
        if (batchEntries > 0) {
            // Before it shows as written, so that whoever waits for that finds it counted.
            batch.forEach(listener::written);
            batch.clear();
            queue.taken(batchEntries);
            status.written(batchEntries);
            batchEntries = 0;
        }
        if (syncing == null && written > 0 && syncDueNanos() <= 0) {
            startSync(current);
        }
    }

    private void startSync(JournalFile current) {
        syncingBytes = written;
        syncingLength = current.length();
        syncing = syncs.submit(() -> {
            long begunNanos = System.nanoTime();
            current.force();
            status.synced(System.nanoTime() - begunNanos);
            return null;
        });
    }

    /** Takes note of the sync that was under way, if it has ended or if this is to wait for it. */
    private void settleSync(JournalFile current, boolean wait) throws IOException {
        Future<?> ending = syncing;
        if (ending == null || (!wait && !ending.isDone())) {
            return;
        }
        syncing = null;
        try {
            ending.get();
        } catch (ExecutionException e) {
            current.syncFailed();
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            current.syncFailed();
            throw new InterruptedIOException("interrupted while the journal was synced");
        }
        current.synced(syncingLength);
        unsynced.discard(syncingBytes);
        written -= syncingBytes;
        lastSyncNanos = System.nanoTime();
    }

    private JournalFile begin() throws IOException {
        JournalFile begun = directory.next();
        file = begun;
        return begun;
    }

    private boolean isOfToday(JournalFile current) {
        return current.day().equals(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private JournalFile rotate(JournalFile current) throws IOException {
        sync(current);
        file = null;
        current.close();
        listener.ended(current.path().getFileName().toString());
        return begin();
    }

    private void sync(JournalFile current) throws IOException {
        settleSync(current, true);
        current.sync();
        unsynced.discard(written);
        written = 0;
        lastSyncNanos = System.nanoTime();
    }

    /** Keeps every line that is not surely on the disk, for the next file. */
    private void failed(IOException e) {
        if (file != null) {
            try {
                settleSync(file, true);
            } catch (IOException alsoFailed) {
                LOG.debug("The sync under way failed too", alsoFailed);
            }
            long before = file.syncedLength();
            unsynced.discard((int) (file.salvage() - before));
            written = 0;
            file = null;
        }
        if (status.failed(e)) {
            LOG.errorf("The journal cannot be written; trying again every %d ms: %s", RETRY_NANOS / 1_000_000, e);
        }
    }

    private void succeeded() {
        if (status.succeeded()) {
            LOG.info("The journal can be written again");
        }
    }

    private long syncDueNanos() {
        boolean hurry = queue.closing() || written >= BATCH_BYTES_MAX;
        return hurry ? 0 : lastSyncNanos + syncNanos - System.nanoTime();
    }

    private long waitNanos() {
        if (file == null || batchEntries > 0 || written < unsynced.size()) {
            return 0;
        }
        if (syncing != null) {
            return SYNC_LOOK_NANOS;
        }
        return written > 0 ? Math.max(0, syncDueNanos()) : Long.MAX_VALUE;
    }
}
