package io.riskgate.journal.parts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskgate.journal.JournalRecord;
import java.io.IOException;

/**
 * What a stretch of the journal comes to: all of its files after those of the part before. One thread counts, without ever waiting; any
 * may ask for the rest meanwhile.
 */
public interface JournalPart {

    /** From 1, in the order of the journal. */
    int number();

    /** For the one thread that counts. */
    void count(JournalRecord entry);

    /** Rows in memory. */
    int size();

    /** The earliest with a row, see {@link UtcHour}; not of one that is empty. */
    long firstHour();

    /** The latest with a row; not of one that is empty. */
    long lastHour();

    /**
     * Passes on all rows as they are written to the disk, merchant by merchant in the order of their ids. For one thread, when nothing is
     * counted any more.
     */
    void writeRows(RowWriter rows) throws IOException;

    default boolean isEmpty() {
        return size() == 0;
    }

    /** Takes rows. */
    interface RowWriter {

        /**
         * Takes one.
         *
         * @param row begun by {@link PartFiles#row}
         */
        void write(ObjectNode row) throws IOException;
    }
}
