package io.riskgate.journal;

import io.riskgate.model.Decision;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became known of a decided checkout. It brings along what counts of the decision, so that it can be counted without the
 * decision's own line.
 *
 * @param id the checkout's
 * @param occurredAt when that happened to the checkout, as whoever told it says
 * @param note their own words, {@code null} for none
 * @param reviewer who answered the review that it comes from, {@code null} if it comes from none
 * @param isForWebhook whether the merchant is to be told of it
 * @param replaces what was known of this decision before, {@code null} if nothing was
 */
public record OutcomeEntry(
        Instant at,
        String merchantId,
        String id,
        OutcomeKind kind,
        Instant occurredAt,
        @Nullable String note,
        @Nullable String reviewer,
        boolean isForWebhook,
        Decided decided,
        @Nullable OutcomeKind replaces)
        implements JournalRecord {

    /**
     * What counts of a decision.
     *
     * @param rulesets the versions that were evaluated
     * @param fired the rules among its reasons, each once; so none that only set tags, or that were silenced
     */
    public record Decided(Instant at, Verdict verdict, List<String> rulesets, List<FiredRule> fired) {

        public Decided {
            rulesets = List.copyOf(rulesets);
            fired = List.copyOf(fired);
        }

        /** A reason that is of no ruleset is a limit's. */
        public static Decided of(Instant at, Decision decision) {
            List<FiredRule> fired = decision.reasons().isEmpty()
                    ? List.of()
                    : decision.reasons().stream()
                            .filter(reason -> decision.rulesets().contains(reason.ruleset()))
                            .map(reason -> new FiredRule(reason.ruleset(), reason.rule()))
                            .distinct()
                            .toList();
            return new Decided(at, decision.verdict(), decision.rulesets(), fired);
        }
    }

    /**
     * A rule of a version of a ruleset.
     *
     * @param ruleset its scope and version, such as {@code platform@3}
     */
    public record FiredRule(String ruleset, String rule) {}
}
