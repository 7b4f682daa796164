package io.riskgate.rules.compile;

import com.github.javaparser.ast.expr.BinaryExpr;
import io.riskgate.rules.language.ValueType;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic as stock Drools does it: Java's widening and overflow between primitives, {@link MathContext#DECIMAL128}
 * as soon as a decimal takes part. Where stock Drools throws (an absent operand, a division by zero) the result is
 * {@code null}, and no comparison with it holds.
 */
final class Arithmetic {

    private Arithmetic() {}

    /** Whether the operator is one of {@code + - * / %}. */
    static boolean is(BinaryExpr.Operator operator) {
        return switch (operator) {
            case PLUS, MINUS, MULTIPLY, DIVIDE, REMAINDER -> true;
            default -> false;
        };
    }

    static Term term(BinaryExpr.Operator operator, Term left, Term right) {
        ValueType type = left.type().widen(right.type());
        Term.Code a = left.code();
        Term.Code b = right.code();
        Term.Code code = row -> {
            Object x = a.eval(row);
            Object y = b.eval(row);
            return x == null || y == null ? null : compute(operator, type, (Number) x, (Number) y);
        };
        String canonical = "(" + left.canonical() + " " + operator.asString() + " " + right.canonical() + ")";
        return Term.computed(type, canonical, code, left, right);
    }

    private static @Nullable Number compute(BinaryExpr.Operator operator, ValueType type, Number x, Number y) {
        return switch (type) {
            case WHOLE -> whole(operator, x.intValue(), y.intValue());
            case LONG -> whole(operator, x.longValue(), y.longValue());
            case DOUBLE -> floating(operator, x.doubleValue(), y.doubleValue());
            default -> decimal(operator, toDecimal(x), toDecimal(y));
        };
    }

    private static @Nullable Integer whole(BinaryExpr.Operator operator, int x, int y) {
        return switch (operator) {
            case PLUS -> x + y;
            case MINUS -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> y == 0 ? null : Integer.valueOf(x / y);
            default -> y == 0 ? null : Integer.valueOf(x % y);
        };
    }

    private static @Nullable Long whole(BinaryExpr.Operator operator, long x, long y) {
        return switch (operator) {
            case PLUS -> x + y;
            case MINUS -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> y == 0 ? null : Long.valueOf(x / y);
            default -> y == 0 ? null : Long.valueOf(x % y);
        };
    }

    private static Double floating(BinaryExpr.Operator operator, double x, double y) {
        return switch (operator) {
            case PLUS -> x + y;
            case MINUS -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            default -> x % y;
        };
    }

    private static @Nullable BigDecimal decimal(BinaryExpr.Operator operator, BigDecimal x, BigDecimal y) {
        return switch (operator) {
            case PLUS -> x.add(y, MathContext.DECIMAL128);
            case MINUS -> x.subtract(y, MathContext.DECIMAL128);
            case MULTIPLY -> x.multiply(y, MathContext.DECIMAL128);
            case DIVIDE -> y.signum() == 0 ? null : x.divide(y, MathContext.DECIMAL128);
            default -> y.signum() == 0 ? null : x.remainder(y, MathContext.DECIMAL128);
        };
    }

    static BigDecimal toDecimal(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case Double floating -> BigDecimal.valueOf(floating);
            default -> BigDecimal.valueOf(number.longValue());
        };
    }
}
