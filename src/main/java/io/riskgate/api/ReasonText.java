package io.riskgate.api;

import io.riskgate.rules.registry.WantedMode;
import org.jspecify.annotations.Nullable;

/** Why somebody changes something, as a parameter or a field {@code reason} says. */
final class ReasonText {

    private ReasonText() {}

    /**
     * The reason, {@code null} for none or a blank one.
     *
     * @throws ProblemException if it is too long
     */
    static @Nullable String of(@Nullable String reason) {
        if (reason != null && reason.length() > WantedMode.REASON_LENGTH_MAX) {
            throw new ProblemException(ProblemDetails.invalid(
                    "reason", "must have at most " + WantedMode.REASON_LENGTH_MAX + " characters"));
        }
        return reason == null || reason.isBlank() ? null : reason.strip();
    }
}
