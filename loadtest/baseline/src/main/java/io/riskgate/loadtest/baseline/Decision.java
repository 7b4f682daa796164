package io.riskgate.loadtest.baseline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The answer. */
public record Decision(
        String id,
        String merchantId,
        Verdict verdict,
        int score,
        List<Reason> reasons,
        List<String> tags,
        List<String> rulesets,
        List<String> degraded,
        long elapsedMicros) {

    /** @param points of {@link Effect#SCORE}, else {@code null} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reason(String code, String rule, String ruleset, Effect effect, Integer points) {}
}
