package io.riskgate.journal;

/** Where decisions, settlements, uploads and outcomes are recorded. Thread-safe. */
public interface Journal {

    /**
     * Hands an entry to the writer. Never blocks, so a reply never waits for a disk.
     *
     * @return {@code false} if the writer is too far behind or its disk fails, and the entry is not taken
     */
    boolean append(JournalRecord entry);
}
