package io.riskgate.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.riskgate.store.RulesetVersion.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of a version's mode, after it was published.
 *
 * @param mode the new one
 * @param percent of the checkouts, 1 to 100; of a canary only
 * @param rollback when a canary is given up by itself; {@code null} for never, and for other modes
 * @param author who changed it; {@link #RISKGATE} for Riskgate itself
 * @param reason why, as the author says; {@code null} if nothing was said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModeChange(
        int version,
        Mode mode,
        @Nullable Integer percent,
        @Nullable RollbackLimits rollback,
        String author,
        Instant at,
        @Nullable String reason) {

    /** The author of what Riskgate does by itself. */
    public static final String RISKGATE = "riskgate";
}
