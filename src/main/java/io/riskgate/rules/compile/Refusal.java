package io.riskgate.rules.compile;

import org.jspecify.annotations.Nullable;

/**
 * Unwinds the reading of one constraint or consequence at its first problem, so that the next one is still read. Never
 * leaves this package; has no stack trace, since it speaks of the text and not of the code.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final int offset;
    private final @Nullable String hint;

    /** @param offset in the ruleset's text */
    Refusal(ProblemCode code, int offset, String message, @Nullable String hint) {
        super(message, null, false, false);
        this.code = code;
        this.offset = offset;
        this.hint = hint;
    }

    void reportTo(Problems problems) {
        problems.error(code, offset, String.valueOf(getMessage()), hint);
    }
}
