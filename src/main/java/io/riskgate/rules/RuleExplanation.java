package io.riskgate.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule fired, or why not.
 *
 * @param rule its name
 * @param line where it begins in the ruleset's text, from 1
 * @param firings how often it fired
 * @param failed what kept it from firing, the first condition of each way that there was to match; empty if it fired
 * @param note what else there is to say, such as that the rule is not enabled, else {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleExplanation(
        String rule,
        int line,
        boolean fired,
        int firings,
        List<Failed> failed,
        @Nullable String note) {

    public RuleExplanation {
        failed = List.copyOf(failed);
    }

    /**
     * A condition that did not hold.
     *
     * @param pattern the fact of the pattern that it stands in; with {@code not} before it if there is such a fact and must
     *     not be
     * @param condition close to how it is written
     * @param values what it saw, by name; a value that the shop did not give is the text {@code null}
     */
    public record Failed(String pattern, String condition, Map<String, String> values) {}
}
