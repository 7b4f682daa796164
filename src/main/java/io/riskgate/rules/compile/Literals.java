package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.LITERAL_INEXACT;

import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import io.riskgate.rules.language.ValueType;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.drools.mvel.parser.ast.expr.BigDecimalLiteralExpr;

/** The literals that mean the same to Riskgate and to stock Drools. */
final class Literals {

    static final int TEXT_LENGTH_MAX = 1_000;

    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]*");
    /** At most 15 digits, so that stock Drools, which reads a double, does not read another number. */
    private static final Pattern FRACTION = Pattern.compile("(?=.{1,16}$)[0-9]+\\.[0-9]+");

    private static final Pattern DECIMAL = Pattern.compile("(?=.{1,34}$)[0-9]+(\\.[0-9]+)?");

    private Literals() {}

    static Term term(LiteralExpr literal, int offset, boolean negative) {
        return switch (literal) {
            case StringLiteralExpr text when !negative -> text(text, offset);
            case BooleanLiteralExpr truth
            when !negative -> Term.literal(ValueType.BOOLEAN, truth.getValue(), String.valueOf(truth.getValue()));
            case BigDecimalLiteralExpr decimal -> decimal(decimal.getValue(), offset, negative);
            case IntegerLiteralExpr whole -> whole(whole.getValue(), offset, negative);
            case DoubleLiteralExpr fraction -> fraction(fraction.getValue(), offset, negative);
            default ->
                throw new Refusal(
                        ProblemCode.LITERAL_REFUSED,
                        offset,
                        "This kind of literal is not in the language",
                        "Write text in double quotes, whole numbers as 5, fractions as 5.25, large numbers as 5000000000B.");
        };
    }

    private static Term text(StringLiteralExpr literal, int offset) {
        String value = unescape(literal, offset);
        if (value.length() > TEXT_LENGTH_MAX) {
            throw new Refusal(
                    ProblemCode.LITERAL_REFUSED,
                    offset,
                    "A text has at most " + TEXT_LENGTH_MAX + " characters",
                    "Put many values into a list and use lists.contains.");
        }
        return Term.literal(ValueType.TEXT, value, quoted(value));
    }

    /** The text as a literal, which no other text gives. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static String unescape(StringLiteralExpr literal, int offset) {
        try {
            return literal.asString();
        } catch (RuntimeException malformed) {
            throw new Refusal(
                    ProblemCode.LITERAL_REFUSED,
                    offset,
                    "The text has an escape that is not valid",
                    "Valid escapes are \\\\ \\\" \\n \\t and \\u0041.");
        }
    }

    /**
     * The number as it is beside a decimal one. Stock Drools would widen a fraction by its binary expansion, in which
     * 99.95 is a little less than 99.95; so only fractions are taken here that are the same in both.
     *
     * @param offset where the comparison or the arithmetic stands
     */
    static Term besideDecimal(Term number, int offset) {
        if (number.type() != ValueType.DOUBLE) {
            return number;
        }
        if (!(number.constant() instanceof Double value)) {
            throw new Refusal(
                    LITERAL_INEXACT,
                    offset,
                    "A binary fraction meets an amount here",
                    "Write the fractions with a B at the end, such as 0.5B.");
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        if (new BigDecimal(value).compareTo(exact) != 0) {
            throw new Refusal(
                    LITERAL_INEXACT,
                    offset,
                    number.canonical() + " has no exact binary fraction, which is how stock Drools reads it",
                    "Write " + number.canonical() + "B.");
        }
        return Term.literal(ValueType.DECIMAL, exact, exact + "B");
    }

    private static Term whole(String digits, int offset, boolean negative) {
        String signed = sign(negative) + digits;
        if (!WHOLE.matcher(digits).matches() || digits.length() > 10 || !fitsInt(Long.parseLong(signed))) {
            throw new Refusal(
                    ProblemCode.LITERAL_REFUSED,
                    offset,
                    "A whole number is written in decimal digits and lies between -2147483648 and 2147483647",
                    "Write larger numbers with a B at the end, such as 5000000000B.");
        }
        return Term.literal(ValueType.WHOLE, Integer.valueOf(signed), signed);
    }

    private static boolean fitsInt(long value) {
        return value == (int) value;
    }

    private static Term fraction(String digits, int offset, boolean negative) {
        if (!FRACTION.matcher(digits).matches()) {
            throw new Refusal(
                    ProblemCode.LITERAL_REFUSED,
                    offset,
                    "A fraction is written as 5.25, with at most 15 digits",
                    "Write longer numbers with a B at the end, such as 1.2345678901234567B.");
        }
        Double value = Double.valueOf(sign(negative) + digits);
        return Term.literal(ValueType.DOUBLE, value, value.toString());
    }

    private static Term decimal(String digits, int offset, boolean negative) {
        if (!DECIMAL.matcher(digits).matches()) {
            throw new Refusal(
                    ProblemCode.LITERAL_REFUSED, offset, "A decimal number has at most 34 digits before its B", null);
        }
        BigDecimal value = new BigDecimal(sign(negative) + digits);
        return Term.literal(ValueType.DECIMAL, value, value + "B");
    }

    private static String sign(boolean negative) {
        return negative ? "-" : "";
    }
}
