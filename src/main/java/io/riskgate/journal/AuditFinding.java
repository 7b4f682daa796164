package io.riskgate.journal;

/**
 * A line that is not as it was written, or not where.
 *
 * @param file its name
 * @param line from 1
 * @param entry the number of the entry that is concerned, as the chain counts; of a line that does not say, the one that should be there
 * @param what completes a sentence that begins with the entry
 */
public record AuditFinding(Kind kind, String file, long line, long entry, String what) {

    /** What is wrong. */
    public enum Kind {
        /** Its bytes are not those that were written. */
        CHANGED,
        /** It is not there. */
        MISSING,
        /** It stands elsewhere. */
        MOVED,
        /** It is whole, and does not follow the one before it. */
        REPLACED,
        /** It was not written to its end, as a crash leaves it. No sign of tampering. */
        TORN
    }
}
