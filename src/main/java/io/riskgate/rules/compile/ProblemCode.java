package io.riskgate.rules.compile;

import java.util.Locale;

/** Every kind of problem of a text of rules; {@code src/docs/rules.md} explains each, by the same name. */
enum ProblemCode {
    TEXT_TOO_LONG,
    TOO_MANY_RULES,
    TOO_MANY_CONSTRAINTS,
    TOO_DEEP,
    HIDDEN_CHARACTER,
    ESCAPE_REFUSED,
    EXPRESSION_TOO_LONG,
    NAME_TOO_LONG,
    SYNTAX,
    UNSUPPORTED,
    IMPORT_REFUSED,
    GLOBAL_REFUSED,
    ATTRIBUTE_REFUSED,
    ANNOTATION_REFUSED,
    DUPLICATE_RULE,
    SIMILAR_NAME,
    NO_CONDITION,
    ACCUMULATE_REFUSED,
    CONSTANT_REFUSED,
    TOO_MANY_BRANCHES,
    TOO_COSTLY,
    NEVER_TRUE,
    UNKNOWN_FACT,
    UNKNOWN_PROPERTY,
    UNKNOWN_NAME,
    UNKNOWN_FUNCTION,
    BINDING_REFUSED,
    TYPE_MISMATCH,
    NULL_COMPARISON,
    LITERAL_REFUSED,
    LITERAL_INEXACT,
    PATTERN_REFUSED,
    ARITHMETIC_SIDE,
    UNKNOWN_WINDOW,
    UNKNOWN_DIMENSION,
    LIST_NAME_REFUSED,
    LIMIT_NAME_REFUSED,
    CONSEQUENCE_REFUSED,
    REASON_REFUSED,
    NO_EFFECT,
    COMPILER_FAILED,
    TRIAL_FAILED;

    /** As an answer names it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
