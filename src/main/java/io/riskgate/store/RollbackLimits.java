package io.riskgate.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * When a canary is given up by itself: if of its last checkouts more are beyond a limit than that allows. A limit that is {@code
 * null} is none.
 *
 * @param declineRateMax how large a part may be declined, 0 to 1
 * @param errorRateMax in how large a part its rules may throw, 0 to 1
 * @param p99MicrosMax how long its rules may take, in microseconds, in all but one of a hundred
 * @param checkoutsMin how many checkouts that is said of, at least: 1 to {@link #CHECKOUTS_MIN_MAX}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RollbackLimits(
        @Nullable Double declineRateMax,
        @Nullable Double errorRateMax,
        @Nullable Long p99MicrosMax,
        int checkoutsMin) {

    public static final int CHECKOUTS_MIN_DEFAULT = 200;
    public static final int CHECKOUTS_MIN_MAX = 100_000;
}
