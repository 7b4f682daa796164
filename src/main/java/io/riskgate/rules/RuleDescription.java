package io.riskgate.rules;

import java.util.List;
import java.util.Map;

/**
 * What is known of a rule without running it.
 *
 * @param name unique in its ruleset
 * @param line where the rule begins in the ruleset's text, from 1
 * @param annotations the rule's metadata, such as {@code @description("...")}, by name
 * @param reasons the reason codes that the rule may give
 */
public record RuleDescription(
        String name, int line, int salience, boolean enabled, Map<String, String> annotations, List<String> reasons) {

    public RuleDescription {
        annotations = Map.copyOf(annotations);
        reasons = List.copyOf(reasons);
    }
}
