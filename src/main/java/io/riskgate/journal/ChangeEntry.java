package io.riskgate.journal;

import io.riskgate.store.ModeChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of rules, lists, limits, merchants or keys.
 *
 * @param by who changed it, as the history of a ruleset names a caller
 * @param what was done, as the API names it, such as {@code PUT /v1/lists/{scope}/{name}/entries}
 * @param scope the platform or the merchant that it was done to
 * @param subject which of the scope's things: a ruleset's version, the name of a list or a limit, a key's id; {@code null} for the
 *     merchant itself. Never a value of a list, which is a shopper's.
 * @param reason why, of what Riskgate did by itself; {@code null} of what somebody asked for
 */
public record ChangeEntry(
        Instant at,
        String by,
        String what,
        String scope,
        @Nullable String subject,
        @Nullable String reason) implements JournalRecord {

    /** A change that somebody asked for. */
    public ChangeEntry(Instant at, String by, String what, String scope, @Nullable String subject) {
        this(at, by, what, scope, subject, null);
    }

    /** A change that Riskgate makes by itself, under the name that a ruleset's history has for it. */
    public static ChangeEntry byRiskgate(Instant at, String what, String scope, String subject, String reason) {
        return new ChangeEntry(at, ModeChange.RISKGATE, what, scope, subject, reason);
    }
}
