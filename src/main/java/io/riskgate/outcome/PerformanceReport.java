package io.riskgate.outcome;

import io.riskgate.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a ruleset and its rules did.
 *
 * @param verdicts the decisions that the ruleset was evaluated for, by what was decided
 * @param rules those that fired, the ones that did so most often first; at most {@link #RULES_MAX}
 * @param since decisions before are not counted; {@code null} if none is counted at all
 */
public record PerformanceReport(
        Map<Verdict, Tally> verdicts,
        List<Rule> rules,
        @Nullable Instant since) {

    public static final int RULES_MAX = 10_000;

    /**
     * How a rule did.
     *
     * @param tally of the decisions that it fired in
     */
    public record Rule(String name, Tally tally) {}

    public PerformanceReport {
        verdicts = Map.copyOf(verdicts);
        rules = List.copyOf(rules);
    }

    /** All that were decided. */
    public Tally all() {
        return verdicts.values().stream().reduce(Tally.NONE, Tally::plus);
    }

    public Tally of(Verdict verdict) {
        return verdicts.getOrDefault(verdict, Tally.NONE);
    }

    /** What was reviewed or declined. */
    public Tally caught() {
        return of(Verdict.REVIEW).plus(of(Verdict.DECLINE));
    }
}
