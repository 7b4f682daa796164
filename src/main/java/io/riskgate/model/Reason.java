package io.riskgate.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision is what it is: one effect of one rule, or a limit that the amount does not fit in.
 *
 * @param code the rule's reason code, {@code snake_case}
 * @param rule the rule's name, or the limit's
 * @param ruleset scope and version of the ruleset that the rule belongs to, such as {@code platform@3}; of a limit {@code
 *     limits:} and its scope
 * @param points what {@link Effect#SCORE} added in all, {@code null} for the other effects
 * @param degraded on what its conditions on velocity rest if shared windows did not answer: {@code estimate}, this node's
 *     own windows, or {@code fire}, since the rule says that they then hold; {@code null} if all was well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reason(
        String code,
        String rule,
        String ruleset,
        Effect effect,
        @Nullable Integer points,
        @Nullable String degraded) {

    /** A reason of when all was well. */
    public Reason(String code, String rule, String ruleset, Effect effect, @Nullable Integer points) {
        this(code, rule, ruleset, effect, points, null);
    }
}
