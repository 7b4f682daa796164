package io.riskgate.rules.compile;

import com.github.javaparser.ast.expr.BinaryExpr;
import io.riskgate.rules.language.ValueType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A value compared with a literal: what Drools can look up instead of evaluating, and what can contradict another such
 * bound.
 *
 * @param literal a String, a Long or a BigDecimal: whatever its type, compared by {@code compareTo} with what {@link
 *     #value} gives
 */
record Bound(Term term, BinaryExpr.Operator operator, Comparable<?> literal) {

    /** The bound that a comparison is, or {@code null} if it is none. */
    static @Nullable Bound of(BinaryExpr.Operator operator, Term left, Term right) {
        if (left.isLiteral()) {
            return right.isLiteral() ? null : of(mirrored(operator), right, left);
        }
        Object constant = right.constant();
        if (constant == null || left.kind() == Term.Kind.COMPUTED) {
            return null;
        }
        Comparable<?> literal =
                switch (left.type()) {
                    case TEXT -> (String) constant;
                    case WHOLE, LONG -> whole(constant);
                    case DECIMAL -> Arithmetic.toDecimal((Number) constant);
                    case DOUBLE, BOOLEAN, INSTANT, TEXTS, ATTRIBUTE -> null;
                };
        return literal == null ? null : new Bound(left, operator, literal);
    }

    private static @Nullable Long whole(Object constant) {
        return constant instanceof Integer || constant instanceof Long ? ((Number) constant).longValue() : null;
    }

    private static BinaryExpr.Operator mirrored(BinaryExpr.Operator operator) {
        return switch (operator) {
            case LESS -> BinaryExpr.Operator.GREATER;
            case LESS_EQUALS -> BinaryExpr.Operator.GREATER_EQUALS;
            case GREATER -> BinaryExpr.Operator.LESS;
            case GREATER_EQUALS -> BinaryExpr.Operator.LESS_EQUALS;
            default -> operator;
        };
    }

    boolean isEquality() {
        return operator == BinaryExpr.Operator.EQUALS;
    }

    /** The class of {@link #literal} and of what {@link #value} gives. */
    Class<?> valueClass() {
        return switch (term.type()) {
            case TEXT -> String.class;
            case WHOLE, LONG -> Long.class;
            default -> BigDecimal.class;
        };
    }

    /** The term's value in the class of the literal. */
    @Nullable
    Object value(Row row) {
        Object value = term.code().eval(row);
        return term.type() == ValueType.WHOLE && value instanceof Integer whole ? (Long) whole.longValue() : value;
    }
}
