package io.riskgate.decision;

import io.riskgate.decision.DecisionReplay.Outcome;
import io.riskgate.journal.JournalEntry;
import io.riskgate.model.Decision;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the journal, and what came out when it was made again.
 *
 * @param decision as it was answered
 * @param same whether verdict, score, reasons and tags are the same
 * @param again what came out
 */
public record Replayed(Instant decidedAt, Decision decision, boolean same, Result again) {

    /** What rules, limits and thresholds come to. */
    public record Result(Verdict verdict, int score, List<Reason> reasons, List<String> tags) {}

    /**
     * What came of it.
     *
     * @param different what came out; {@code null} if it was the same
     */
    public static Replayed of(JournalEntry entry, Outcome.@Nullable Different different) {
        Decision decision = entry.decision();
        Result again = different == null
                ? new Result(decision.verdict(), decision.score(), decision.reasons(), decision.tags())
                : new Result(different.verdict(), different.score(), different.reasons(), different.tags());
        return new Replayed(entry.decidedAt(), decision, different == null, again);
    }
}
