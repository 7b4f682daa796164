package io.riskgate.rules.compile;

import com.github.javaparser.ast.expr.BinaryExpr;
import io.riskgate.rules.language.ValueType;
import java.math.BigDecimal;
import java.time.Instant;

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
        Relation relation = Relation.of(operator);
        Bound bound = Bound.of(relation, left, right);
        return Condition.of(
                left.canonical() + " " + operator.asString() + " " + right.canonical(),
                bound == null ? test(relation, left, right) : bound.test(),
                bound,
                Term.leavesOf(left, right));
    }

    private static Condition.Test test(Relation relation, Term left, Term right) {
        Term.Code a = left.code();
        Term.Code b = right.code();
        ValueType type = typeOf(left, right);
        boolean computed = left.kind() == Term.Kind.COMPUTED || right.kind() == Term.Kind.COMPUTED;
        boolean holdsForTwoNulls = relation == Relation.EQUAL && !computed;
        boolean holdsForOneNull = relation.holdsBesideNull() && !computed;
        boolean holdsForNoLeft = relation.holdsBesideNull() && (!computed || isLimit(left));
        boolean holdsForNoRight = relation.holdsBesideNull() && (!computed || isLimit(right));
        return row -> {
            Object x = a.eval(row);
            Object y = b.eval(row);
            if (x == null || y == null) {
                return x == y ? holdsForTwoNulls : x == null ? holdsForNoLeft : holdsForNoRight;
            }
            // Only an attribute's value can be of another type than was expected of it: then it equals nothing.
            boolean typed = isOf(type, x) && isOf(type, y);
            return typed ? relation.holds(compare(type, x, y)) : holdsForOneNull;
        };
    }

    /** What a limit has available: the one decimal number that may be missing beside something computed that is not. */
    private static boolean isLimit(Term term) {
        return term.type() == ValueType.DECIMAL && term.kind() == Term.Kind.PROPERTY;
    }

    private static ValueType typeOf(Term left, Term right) {
        if (left.type() == ValueType.ATTRIBUTE || right.type() == ValueType.ATTRIBUTE) {
            ValueType other = left.type() == ValueType.ATTRIBUTE ? right.type() : left.type();
            return other.isNumeric() ? ValueType.DECIMAL : other;
        }
        return left.type().isNumeric() ? left.type().widen(right.type()) : left.type();
    }

    /** Whether a term is, or is not, absent. */
    static Condition isNull(Term term, boolean expected) {
        Term.Code code = term.code();
        return Condition.of(
                term.canonical() + (expected ? " == null" : " != null"),
                row -> (code.eval(row) == null) == expected,
                term);
    }

    private static boolean isOf(ValueType type, Object value) {
        return switch (type) {
            case TEXT -> value instanceof String;
            case BOOLEAN -> value instanceof Boolean;
            case INSTANT -> value instanceof Instant;
            default -> value instanceof Number;
        };
    }

    private static int compare(ValueType type, Object x, Object y) {
        return switch (type) {
            case WHOLE, LONG -> Long.compare(((Number) x).longValue(), ((Number) y).longValue());
            case DOUBLE -> Double.compare(((Number) x).doubleValue(), ((Number) y).doubleValue());
            case DECIMAL -> decimal(x).compareTo(decimal(y));
            case TEXT -> ((String) x).compareTo((String) y);
            case BOOLEAN -> ((Boolean) x).compareTo((Boolean) y);
            case INSTANT -> ((Instant) x).compareTo((Instant) y);
            case TEXTS, ATTRIBUTE -> throw new IllegalArgumentException("not to be compared: " + type);
        };
    }

    private static BigDecimal decimal(Object number) {
        return Arithmetic.toDecimal((Number) number);
    }
}
