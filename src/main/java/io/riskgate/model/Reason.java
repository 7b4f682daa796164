package io.riskgate.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision is what it is: one effect of one rule.
 *
 * @param code the rule's reason code, {@code snake_case}
 * @param rule the rule's name
 * @param ruleset scope and version of the ruleset that the rule belongs to, such as {@code platform@3}
 * @param points what {@link Effect#SCORE} added in all, {@code null} for the other effects
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reason(
        String code,
        String rule,
        String ruleset,
        Effect effect,
        @Nullable Integer points) {}
