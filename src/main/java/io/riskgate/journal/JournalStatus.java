package io.riskgate.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How the writing goes: told by the writer thread, and of syncs by theirs; read by any. */
final class JournalStatus {

    private final LongAdder dropped = new LongAdder();
    private final LongAdder syncs = new LongAdder();
    private final LongAdder syncNanos = new LongAdder();
    private volatile long written;
    private volatile @Nullable String lastError;
    private volatile @Nullable Instant inHandSince;

    /** Counts an entry that will not be recorded. */
    void lost() {
        dropped.increment();
    }

    /** Counts a sync that took so long. */
    void synced(long nanos) {
        syncs.increment();
        syncNanos.add(nanos);
    }

    void inHandSince(Instant decidedAt) {
        inHandSince = decidedAt;
    }

    /** Only the writer calls this, so nothing is lost between the read and the write. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void written(int entries) {
        written += entries;
        inHandSince = null;
    }

    /** Returns whether it is the first failure in a row. */
    boolean failed(IOException e) {
        boolean first = lastError == null;
        lastError = e.toString();
        return first;
    }

    /** Returns whether it had failed before. */
    boolean succeeded() {
        boolean failedBefore = lastError != null;
        if (failedBefore) {
            lastError = null;
        }
        return failedBefore;
    }

    void stopped() {
        if (lastError == null) {
            lastError = "the writer has ended";
        }
    }

    long written() {
        return written;
    }

    long dropped() {
        return dropped.sum();
    }

    long syncs() {
        return syncs.sum();
    }

    long syncNanos() {
        return syncNanos.sum();
    }

    @Nullable
    String lastError() {
        return lastError;
    }

    /** When the oldest entry was decided that the writer holds and has not written; {@code null} if it holds none. */
    @Nullable
    Instant inHandSince() {
        return inHandSince;
    }
}
