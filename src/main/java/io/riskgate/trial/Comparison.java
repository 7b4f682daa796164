package io.riskgate.trial;

import io.riskgate.model.Checkout;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import java.util.List;

/**
 * One checkout, as the active version and one that is tried have it. Each side is what the answer was, or would have been: with the
 * other scope's rules, limits and thresholds, and only this scope's version exchanged.
 *
 * @param decided whether the answer is the tried version's
 */
public record Comparison(Checkout checkout, Side active, Side tried, boolean decided) {

    /** Stands for the time of what there was nothing to evaluate of. */
    public static final long NOT_EVALUATED = -1;

    /**
     * One of the two.
     *
     * @param failed whether the version's rules threw
     * @param nanos what evaluating the version's rules took, in nanoseconds; {@link #NOT_EVALUATED} if the scope has no active
     *     version
     */
    public record Side(Verdict verdict, List<Reason> reasons, boolean failed, long nanos) {}
}
