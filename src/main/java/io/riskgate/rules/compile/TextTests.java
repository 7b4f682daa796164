package io.riskgate.rules.compile;

import com.google.re2j.Pattern;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/**
 * The operators on text: {@code matches} and {@code str[...]}. An absent text, and an attribute that is none, passes
 * neither the operator nor its negation.
 */
final class TextTests {

    static final int PATTERN_LENGTH_MAX = 500;
    static final int PATTERN_REPETITIONS_MAX = 1_000;

    /** A pattern looks at each character several times where a comparison looks at the first that differs. */
    private static final int MATCHES_WORK = 20;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    private TextTests() {}

    /**
     * Whether compiling the pattern could take more than a little memory: RE2 unrolls counted repetitions, and nested
     * ones multiply.
     */
    static boolean repeatsTooMuch(String regex) {
        long product = 1;
        Matcher repetition = REPETITION.matcher(regex);
        while (repetition.find()) {
            long least = Long.parseLong(repetition.group(1));
            String most = repetition.group(2);
            product *= Math.max(1, most == null || most.isEmpty() ? least : Long.parseLong(most));
            if (product > PATTERN_REPETITIONS_MAX) {
                return true;
            }
        }
        return false;
    }

    static Condition matches(Term text, Pattern pattern, boolean negated) {
        return test(text, "matches", pattern.pattern(), negated, pattern::matches)
                .costing(MATCHES_WORK);
    }

    static Condition startsWith(Term text, String prefix, boolean negated) {
        return test(text, "str[startsWith]", prefix, negated, value -> value.startsWith(prefix));
    }

    static Condition endsWith(Term text, String suffix, boolean negated) {
        return test(text, "str[endsWith]", suffix, negated, value -> value.endsWith(suffix));
    }

    static Condition length(Term text, int length, boolean negated) {
        return test(text, "str[length]", String.valueOf(length), negated, value -> value.length() == length);
    }

    private static Condition test(
            Term text, String operator, String operand, boolean negated, Predicate<String> passes) {
        Term.Code code = text.code();
        String canonical = text.canonical() + (negated ? " not " : " ") + operator + " \"" + operand + "\"";
        return Condition.of(
                canonical, row -> code.eval(row) instanceof String value && passes.test(value) != negated, text);
    }
}
