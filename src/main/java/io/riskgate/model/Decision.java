package io.riskgate.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one checkout.
 *
 * @param id the checkout's id
 * @param score the sum of the points of both rulesets
 * @param reasons the effects of the rules that fired, the most severe first
 * @param tags what rules marked the decision with, in the order of firing, each once
 * @param rulesets the versions that were evaluated, platform first
 * @param degraded what was missing when the decision was made, such as {@code overload}; empty when all was well
 * @param elapsedMicros from the parsed request to the verdict
 * @param reservation what it holds of limits, {@code null} if nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Decision(
        String id,
        String merchantId,
        Verdict verdict,
        int score,
        List<Reason> reasons,
        List<String> tags,
        List<String> rulesets,
        List<String> degraded,
        long elapsedMicros,
        @Nullable Reservation reservation) {

    public Decision {
        reasons = List.copyOf(reasons);
        tags = List.copyOf(tags);
        rulesets = List.copyOf(rulesets);
        degraded = List.copyOf(degraded);
    }

    /** A decision that holds nothing. */
    public Decision(
            String id,
            String merchantId,
            Verdict verdict,
            int score,
            List<Reason> reasons,
            List<String> tags,
            List<String> rulesets,
            List<String> degraded,
            long elapsedMicros) {
        this(id, merchantId, verdict, score, reasons, tags, rulesets, degraded, elapsedMicros, null);
    }

    /** The same, made without one thing more. */
    public Decision without(String missing) {
        List<String> more = new ArrayList<>(degraded);
        more.add(missing);
        return new Decision(id, merchantId, verdict, score, reasons, tags, rulesets, more, elapsedMicros, reservation);
    }
}
