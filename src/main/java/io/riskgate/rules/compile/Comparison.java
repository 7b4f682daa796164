package io.riskgate.rules.compile;

import com.github.javaparser.ast.expr.BinaryExpr;
import io.riskgate.rules.language.ValueType;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons as stock Drools does them: numbers by value whatever their scale, text by {@link String#compareTo},
 * {@code null} equal only to {@code null} and neither less nor greater than anything.
 */
final class Comparison {

    private Comparison() {}

    /** Whether the operator is one of {@code == != < <= > >=}. */
    static boolean is(BinaryExpr.Operator operator) {
        return switch (operator) {
            case EQUALS, NOT_EQUALS, LESS, LESS_EQUALS, GREATER, GREATER_EQUALS -> true;
            default -> false;
        };
    }

    /** Two terms of types that can be compared. */
    static Condition condition(BinaryExpr.Operator operator, Term left, Term right) {
        Term.Code a = left.code();
        Term.Code b = right.code();
        ValueType type = left.type().isNumeric() ? left.type().widen(right.type()) : left.type();
        boolean arithmetic = left.kind() == Term.Kind.ARITHMETIC || right.kind() == Term.Kind.ARITHMETIC;
        boolean holdsForTwoNulls = operator == BinaryExpr.Operator.EQUALS && !arithmetic;
        boolean holdsForOneNull = operator == BinaryExpr.Operator.NOT_EQUALS && !arithmetic;
        IntPredicate holds = holds(operator);
        Condition.Test test = fact -> {
            Object x = a.eval(fact);
            Object y = b.eval(fact);
            if (x == null || y == null) {
                return x == y ? holdsForTwoNulls : holdsForOneNull;
            }
            return holds.test(compare(type, x, y));
        };
        String canonical = left.canonical() + " " + operator.asString() + " " + right.canonical();
        return new Condition(canonical, test, equality(operator, left, right));
    }

    private static Condition.@Nullable Equality equality(BinaryExpr.Operator operator, Term left, Term right) {
        return operator == BinaryExpr.Operator.EQUALS
                        && left.kind() == Term.Kind.PROPERTY
                        && right.constant() instanceof String literal
                ? new Condition.Equality(left.canonical(), left.code(), literal)
                : null;
    }

    /** Whether a term is, or is not, absent. */
    static Condition isNull(Term term, boolean expected) {
        Term.Code code = term.code();
        return Condition.of(
                term.canonical() + (expected ? " == null" : " != null"), f -> (code.eval(f) == null) == expected);
    }

    private static int compare(ValueType type, Object x, Object y) {
        return switch (type) {
            case WHOLE, LONG -> Long.compare(((Number) x).longValue(), ((Number) y).longValue());
            case DOUBLE -> Double.compare(((Number) x).doubleValue(), ((Number) y).doubleValue());
            case DECIMAL -> Arithmetic.toDecimal((Number) x).compareTo(Arithmetic.toDecimal((Number) y));
            case TEXT -> ((String) x).compareTo((String) y);
            case BOOLEAN -> ((Boolean) x).compareTo((Boolean) y);
            case INSTANT -> ((java.time.Instant) x).compareTo((java.time.Instant) y);
        };
    }

    private static IntPredicate holds(BinaryExpr.Operator operator) {
        return switch (operator) {
            case EQUALS -> c -> c == 0;
            case NOT_EQUALS -> c -> c != 0;
            case LESS -> c -> c < 0;
            case LESS_EQUALS -> c -> c <= 0;
            case GREATER -> c -> c > 0;
            case GREATER_EQUALS -> c -> c >= 0;
            default -> throw new IllegalArgumentException("not a comparison: " + operator);
        };
    }
}
