package io.riskgate.journal;

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
 */
public record ChangeEntry(
        Instant at,
        String by,
        String what,
        String scope,
        @Nullable String subject) implements JournalRecord {}
