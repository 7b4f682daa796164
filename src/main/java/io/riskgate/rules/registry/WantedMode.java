package io.riskgate.rules.registry;

import io.riskgate.store.ModeChange;
import io.riskgate.store.RollbackLimits;
import io.riskgate.store.RulesetVersion.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a version to be.
 *
 * @param percent of the checkouts, 1 to 100; of a canary only
 * @param rollback when a canary is given up by itself; {@code null} for never, and for other modes
 * @param author who wants it
 * @param reason why, at most {@link #REASON_LENGTH_MAX} characters; {@code null} if nothing was said
 */
public record WantedMode(
        Mode mode,
        @Nullable Integer percent,
        @Nullable RollbackLimits rollback,
        String author,
        @Nullable String reason) {

    public static final int REASON_LENGTH_MAX = 500;
    public static final int PERCENT_MAX = 100;

    /** Any mode but that of a canary. */
    public static WantedMode of(Mode mode, String author, @Nullable String reason) {
        return new WantedMode(mode, null, null, author, reason);
    }

    ModeChange change(int version, Instant at) {
        return new ModeChange(version, mode, percent, rollback, author, at, reason);
    }
}
