package io.riskgate.api;

import org.jspecify.annotations.Nullable;

/** How a line of an uploaded file says what became of its checkout. Stateless. */
final class FraudLabel {

    static final String FIELD = "label";

    private FraudLabel() {}

    /** Whether it was fraud; {@code null} if the label says nothing, or something else, which is noted. */
    static @Nullable Boolean read(@Nullable String label, FieldErrors errors) {
        if (label == null || label.isBlank()) {
            return null;
        }
        return switch (label) {
            case "fraud" -> true;
            case "legitimate" -> false;
            default -> {
                errors.add(FIELD, "must be fraud or legitimate");
                yield null;
            }
        };
    }
}
