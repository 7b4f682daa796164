package io.riskgate.store;

import java.time.Instant;

/**
 * One line of a scope's history.
 *
 * @param version from 1, without gaps
 * @param author who published it, as far as known
 * @param hash of the text, SHA-256 in hexadecimal
 * @param source where the text came from
 * @param rules how many rules the text has
 */
public record RulesetVersion(
        int version, String author, Instant publishedAt, Mode mode, String hash, Source source, int rules) {

    public enum Mode {
        ACTIVE
    }

    public enum Source {
        /** Uploaded. */
        API,
        /** Read from the watched directory. */
        FILES
    }
}
