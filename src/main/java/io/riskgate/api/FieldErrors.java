package io.riskgate.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of one body that are wrong, in the order in which they were found; the first thing wrong with a field is
 * what is said of it. At most {@link #ERRORS_MAX}; those beyond are left out.
 */
final class FieldErrors {

    static final int ERRORS_MAX = 100;

    private final Map<String, String> byField = new LinkedHashMap<>();

    void add(String field, String message) {
        if (byField.size() < ERRORS_MAX) {
            byField.putIfAbsent(field, message);
        }
    }

    boolean isEmpty() {
        return byField.isEmpty();
    }

    ProblemDetails problem() {
        List<ProblemDetails.FieldError> errors = byField.entrySet().stream()
                .map(e -> new ProblemDetails.FieldError(e.getKey(), e.getValue()))
                .toList();
        return ProblemDetails.invalidBody(errors);
    }
}
