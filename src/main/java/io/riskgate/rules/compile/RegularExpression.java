package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.PATTERN_REFUSED;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.riskgate.rules.Evaluation;
import java.util.regex.Matcher;

/**
 * Compiles the regular expressions of rules with RE2/J, which matches in linear time, within bounds: what is compiled
 * must neither take long itself nor grow into a large program.
 */
final class RegularExpression {

    static final int LENGTH_MAX = 500;
    static final int REPETITIONS_MAX = 1_000;

    /** The expression of 500 characters that is written without repetition stays below it. */
    static final int PROGRAM_SIZE_MAX = 2_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    /** A group of flags in which i is set, as in {@code (?i)} and {@code (?si:a)}. */
    private static final java.util.regex.Pattern CASE_IGNORED = java.util.regex.Pattern.compile("\\(\\?[a-zA-Z]*i");

    /**
     * Where RE2/J 1.8 does not come to an end when case is ignored: it follows a letter to its other cases until it is
     * back at the first, and these Cyrillic letters lead to others without being led back to.
     */
    private static final char ENDLESS_FIRST = '\u1c80';

    private static final char ENDLESS_LAST = '\u1c88';

    private RegularExpression() {}

    /**
     * @param offset where the expression stands in the ruleset's text
     * @throws Refusal if it is not one, or too large a one
     */
    static Pattern compile(String regex, int offset) {
        if (regex.length() > LENGTH_MAX || repeatsTooMuch(regex)) {
            throw tooLarge(offset);
        }
        if (CASE_IGNORED.matcher(regex).find() && reachesEndless(regex)) {
            throw new Refusal(
                    PATTERN_REFUSED,
                    offset,
                    "With (?i), the pattern has letters or a range that cannot be compared without their case",
                    "Write a-z and the like in place of a range beyond U+1C7F or \\x{...}.");
        }
        try {
            Pattern compiled = Pattern.compile(regex);
            if (compiled.programSize() > PROGRAM_SIZE_MAX) {
                throw tooLarge(offset);
            }
            return compiled;
        } catch (PatternSyntaxException malformed) {
            throw new Refusal(
                    PATTERN_REFUSED,
                    offset,
                    "The pattern is not a regular expression that takes linear time: " + malformed.getDescription(),
                    "Look-ahead, look-behind and back-references are not available.");
        }
    }

    /** Whether the whole text passes the test or its negation; neither, once the evaluation has spent its steps. */
    static boolean passes(Pattern pattern, boolean negated, String text, Evaluation evaluation) {
        return evaluation.spend((long) pattern.programSize() * (text.length() + 1)) && pattern.matches(text) != negated;
    }

    private static Refusal tooLarge(int offset) {
        return new Refusal(
                PATTERN_REFUSED,
                offset,
                "The pattern is too large: at most " + LENGTH_MAX + " characters, and all {n} multiplied at most "
                        + REPETITIONS_MAX,
                null);
    }

    /** RE2 unrolls counted repetitions, and nested ones multiply. */
    private static boolean repeatsTooMuch(String regex) {
        long product = 1;
        Matcher repetition = REPETITION.matcher(regex);
        while (repetition.find()) {
            long least = Long.parseLong(repetition.group(1));
            String most = repetition.group(2);
            product *= Math.max(1, most == null || most.isEmpty() ? least : Long.parseLong(most));
            if (product > REPETITIONS_MAX) {
                return true;
            }
        }
        return false;
    }

    /** Whether the endless letters are, or may be, among what the expression names. */
    private static boolean reachesEndless(String regex) {
        if (regex.contains("\\x{")) {
            return true;
        }
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            boolean endsRange = regex.substring(Math.max(0, i - 2), i).contains("-");
            if (c >= ENDLESS_FIRST && (c <= ENDLESS_LAST || endsRange)) {
                return true;
            }
        }
        return false;
    }
}
