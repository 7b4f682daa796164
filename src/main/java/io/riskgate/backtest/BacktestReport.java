package io.riskgate.backtest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backtest as it is now.
 *
 * @param candidate the ruleset's name, such as {@code acme@3}, or {@code acme@candidate} of a text that has no version
 * @param rules how many it has
 * @param file the id of the uploaded file, {@code null} where the journal is read
 * @param from {@code null} where a file has no such end
 * @param to the same
 * @param failure why it failed, in words
 * @param result once it is done
 * @param notes what is to be known of the result
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BacktestReport(
        String id,
        String scope,
        State state,
        String candidate,
        int rules,
        @Nullable String file,
        @Nullable Instant from,
        @Nullable Instant to,
        long warmUpSeconds,
        @Nullable String merchantId,
        double sample,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Progress progress,
        @Nullable String failure,
        @Nullable BacktestResult result,
        List<String> notes) {

    /** Where it is in its life. */
    public enum State {
        /** For others that run. */
        WAITING,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    /**
     * How far it is.
     *
     * @param fraction of what is to be read, 0 to 1; an estimate
     * @param checkouts that were evaluated, or filled windows
     * @param perSecond since it started
     */
    public record Progress(double fraction, long checkouts, long perSecond) {}

    /** Whether nothing of it will change any more. */
    @JsonIgnore
    public boolean isEnded() {
        return state != State.WAITING && state != State.RUNNING;
    }
}
