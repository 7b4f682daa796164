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
 * @param velocity whether a condition looks at velocity
 */
public record RuleDescription(
        String name,
        int line,
        int salience,
        boolean enabled,
        Map<String, String> annotations,
        List<String> reasons,
        boolean velocity) {

    public RuleDescription {
        annotations = Map.copyOf(annotations);
        reasons = List.copyOf(reasons);
    }

    /** What its conditions on velocity mean while shared windows do not answer. */
    public WhenDegraded whenDegraded() {
        return WhenDegraded.ofLabel(annotations.getOrDefault("degraded", "")).orElse(WhenDegraded.ESTIMATE);
    }
}
