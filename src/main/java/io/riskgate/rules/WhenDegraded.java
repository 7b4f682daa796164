package io.riskgate.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a rule's conditions on velocity mean while only this node's own windows can be read, as its annotation {@code
 * @degraded("...")} says.
 */
public enum WhenDegraded {
    /** What this node has counted itself is good enough. */
    ESTIMATE,
    /** They do not hold, so that the rule is silent rather than wrong. */
    SKIP,
    /** They hold, so that the rule is careful rather than wrong. */
    FIRE;

    /** As the annotation and a reason name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that label, or empty if there is none. */
    public static Optional<WhenDegraded> ofLabel(String label) {
        return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
    }
}
