package io.riskgate.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a scope's history: how a version came to be. What became of it later is told by its {@link ModeChange}s.
 *
 * @param version from 1, without gaps
 * @param author who published it, as far as known
 * @param mode {@link Mode#ACTIVE} if it was published as the active one, else {@link Mode#DRAFT}
 * @param hash of the text, SHA-256 in hexadecimal
 * @param source where the text came from
 * @param rules how many rules the text has
 * @param reason why it was published, as its author says; {@code null} if nothing was said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RulesetVersion(
        int version,
        String author,
        Instant publishedAt,
        Mode mode,
        String hash,
        Source source,
        int rules,
        @Nullable String reason) {

    /** A version of which nobody said why. */
    public RulesetVersion(
            int version, String author, Instant publishedAt, Mode mode, String hash, Source source, int rules) {
        this(version, author, publishedAt, mode, hash, source, rules, null);
    }

    /** What a version is for, in the order of its life; it may leave out some of it, or come back. */
    public enum Mode {
        /** Only kept. */
        DRAFT,
        /** Evaluated beside the active version, and decides nothing. */
        SHADOW,
        /** Decides a part of the checkouts in place of the active version. */
        CANARY,
        ACTIVE,
        /** No longer used. */
        RETIRED;

        /** As the API calls it, such as {@code shadow}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is evaluated beside the active version. */
        public boolean isTried() {
            return this == SHADOW || this == CANARY;
        }

        /** How many versions of a scope may have it at a time; of those that are tried a few, since each costs time. */
        public int versionsMax() {
            return switch (this) {
                case SHADOW -> 4;
                case CANARY, ACTIVE -> 1;
                case DRAFT, RETIRED -> Integer.MAX_VALUE;
            };
        }
    }

    public enum Source {
        /** Uploaded. */
        API,
        /** Read from the watched directory. */
        FILES
    }

    /**
     * The mode that it has now. What was active and is no longer is retired, although no line says so.
     *
     * @param active whether it is the scope's active version
     * @param last what was changed last of it, {@code null} if nothing was
     */
    public Mode now(boolean active, @Nullable ModeChange last) {
        if (active) {
            return Mode.ACTIVE;
        }
        Mode said = last == null ? mode : last.mode();
        return said == Mode.ACTIVE ? Mode.RETIRED : said;
    }
}
