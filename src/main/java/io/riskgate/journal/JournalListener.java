package io.riskgate.journal;

/**
 * Is told what the journal's files have, in their order, and asked before one goes. On the thread that writes, which nothing must hold
 * up: never blocks.
 */
public interface JournalListener {

    /** The entry's line is in a file, perhaps not yet on the disk. Told of once, also if a failing disk makes it be written again. */
    void written(JournalRecord entry);

    /**
     * All that was told of is on the disk, in this file and earlier ones, and all that follows will be in later ones. Not told of a
     * file that ended with a failure, whose last lines are in the next.
     *
     * @param file its name; names sort in the order of writing
     */
    void ended(String file);

    /** Whether a file that has had its time may be deleted; else it is asked again when the next one begins. */
    boolean mayDelete(String file);
}
