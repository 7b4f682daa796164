package io.riskgate.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.riskgate.model.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest has found. "Before" is what was decided, or what the active rules decide of a file in which no verdicts are; "after" is
 * what the candidate decides.
 *
 * @param checkouts that were compared
 * @param history that only filled windows
 * @param notSampled that only filled windows, too, since a sample was asked for
 * @param withoutRules decisions of the journal that were made without the rules, for want of time or because these failed, and so
 *     cannot be compared
 * @param rulesFailed of those compared: how many on which rules threw; they have the merchant's fallback verdict, or worse
 * @param late that came too late for their place in the order of events
 * @param windowsFull whether windows were forgotten for want of memory, so that some values are too small
 * @param matrix how many went from which verdict to which; pairs that there are none of are left out
 * @param stricter those whose verdict became more severe
 * @param milder those whose verdict became less severe
 * @param reasonsBefore the {@link #REASONS_MAX} codes that were given most often
 * @param reasonsAfter the same, after
 * @param examples the first {@link #EXAMPLES_MAX} whose verdict changed
 * @param qualityBefore where outcomes are known, else {@code null}
 * @param qualityAfter the same, after
 * @param errors how many lines could not be read
 * @param firstErrors the first {@link #ERRORS_MAX} of them
 * @param perSecond of all checkouts that were read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BacktestResult(
        long checkouts,
        long history,
        long notSampled,
        long withoutRules,
        long rulesFailed,
        long late,
        boolean windowsFull,
        List<Cell> matrix,
        Part stricter,
        Part milder,
        List<ReasonCount> reasonsBefore,
        List<ReasonCount> reasonsAfter,
        List<Example> examples,
        @Nullable Quality qualityBefore,
        @Nullable Quality qualityAfter,
        long errors,
        List<WrongLine> firstErrors,
        long durationMillis,
        long perSecond) {

    public static final int REASONS_MAX = 20;
    public static final int EXAMPLES_MAX = 50;
    public static final int ERRORS_MAX = 100;

    /**
     * Checkouts that went from one verdict to another, or stayed.
     *
     * @param amounts by currency
     */
    public record Cell(Verdict before, Verdict after, long checkouts, Map<String, BigDecimal> amounts) {}

    /**
     * Some of the checkouts.
     *
     * @param amounts by currency
     */
    public record Part(long checkouts, Map<String, BigDecimal> amounts) {}

    /** In how many checkouts a reason was given. */
    public record ReasonCount(String code, long checkouts) {}

    /** A checkout whose verdict changed, with the codes of its reasons. */
    public record Example(
            String id,
            String merchantId,
            Instant occurredAt,
            BigDecimal amount,
            String currency,
            Verdict before,
            Verdict after,
            List<String> reasonsBefore,
            List<String> reasonsAfter) {}

    /**
     * How verdicts fit outcomes. Stopped is what got any verdict but APPROVE.
     *
     * @param precision which part of what was stopped was fraud; {@code null} if nothing was
     * @param recall which part of fraud was stopped; {@code null} if there was none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Quality(
            long fraudStopped,
            long fraudPassed,
            long legitimateStopped,
            long legitimatePassed,
            @Nullable Double precision,
            @Nullable Double recall) {}

    /**
     * A line that could not be read.
     *
     * @param line its number, from 1; {@code null} where {@code what} names file and line of the journal
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WrongLine(@Nullable Long line, String what) {}
}
