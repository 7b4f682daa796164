package io.riskgate.rules.compile;

import com.google.re2j.Pattern;
import java.util.function.Predicate;

/**
 * The operators on text: {@code matches} and {@code str[...]}. An absent text, and an attribute that is none, passes
 * neither the operator nor its negation.
 */
final class TextTests {

    /** A pattern looks at each character several times where a comparison looks at the first that differs. */
    private static final int MATCHES_WORK = 20;

    private TextTests() {}

    static Condition matches(Term text, Pattern pattern, boolean negated) {
        Term.Code code = text.code();
        return Condition.of(
                        canonical(text, "matches", pattern.pattern(), negated),
                        row -> code.eval(row) instanceof String value
                                && RegularExpression.passes(pattern, negated, value, row.evaluation()),
                        text)
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
        return Condition.of(
                canonical(text, operator, operand, negated),
                row -> code.eval(row) instanceof String value && passes.test(value) != negated,
                text);
    }

    private static String canonical(Term text, String operator, String operand, boolean negated) {
        return text.canonical() + (negated ? " not " : " ") + operator + " " + Literals.quoted(operand);
    }
}
