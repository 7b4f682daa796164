package io.riskgate.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a ruleset's text, said so that its author can mend it.
 *
 * @param code stable name of the kind of problem, {@code snake_case}; {@code src/docs/rules.md} explains each
 * @param message what is wrong, in one sentence
 * @param line from 1, in the text (or in {@code file})
 * @param column from 1
 * @param source the line that is wrong, as written
 * @param hint what to write instead, {@code null} if there is nothing to suggest
 * @param file the file that {@code line} counts in when the ruleset is a directory, else {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String code,
        Severity severity,
        String message,
        int line,
        int column,
        String source,
        @Nullable String hint,
        @Nullable String file) {

    private static final String PAGE = "src/docs/rules.md";

    /** Where its code is explained: a page of this project, and the place on it. */
    @JsonProperty
    public String docs() {
        return PAGE + "#" + code;
    }

    public enum Severity {
        /** The ruleset is refused. */
        ERROR,
        /** The ruleset is taken, but probably does not do what its author meant. */
        WARNING
    }
}
