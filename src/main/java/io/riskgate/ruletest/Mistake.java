package io.riskgate.ruletest;

import java.util.Locale;

/** Every kind of mistake in a file of tests; {@code src/docs/rules.md} explains each, by the same name. */
enum Mistake {
    TEST_SYNTAX,
    TEST_KEY,
    TEST_VALUE,
    TEST_TOO_LARGE,
    TEST_UNKNOWN_RULE,
    TEST_WITHOUT_RULES;

    /** As a report names it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
