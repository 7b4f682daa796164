package io.riskgate.rules.compile;

import io.riskgate.rules.language.ValueType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A value compared with a literal: what Drools can look up instead of evaluating, and what can contradict another such
 * bound.
 *
 * @param literal a String, a Long or a BigDecimal without trailing zeros: whatever its type, compared by {@code
 *     compareTo} with what {@link #value} gives
 */
record Bound(Term term, Relation relation, Comparable<?> literal) {

    /** The bound that a comparison is, or {@code null} if it is none. */
    static @Nullable Bound of(Relation relation, Term left, Term right) {
        if (left.isLiteral()) {
            return right.isLiteral() ? null : of(relation.mirrored(), right, left);
        }
        Object constant = right.constant();
        if (constant == null || left.kind() == Term.Kind.COMPUTED) {
            return null;
        }
        Comparable<?> literal =
                switch (left.type()) {
                    case TEXT -> (String) constant;
                    case WHOLE, LONG -> whole(constant);
                    case DECIMAL -> Arithmetic.toDecimal((Number) constant).stripTrailingZeros();
                    case DOUBLE, BOOLEAN, INSTANT, TEXTS, ATTRIBUTE -> null;
                };
        return literal == null ? null : new Bound(left, relation, literal);
    }

    private static @Nullable Long whole(Object constant) {
        return constant instanceof Integer || constant instanceof Long ? ((Number) constant).longValue() : null;
    }

    boolean isEquality() {
        return relation == Relation.EQUAL;
    }

    /** The same for bounds that hold for the same values, however they are written. */
    String canonical() {
        return term.canonical() + " " + relation + " " + literal;
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

    /** The comparison itself, without what a comparison of any two terms has to find out. */
    Condition.Test test() {
        Term.Code code = term.code();
        boolean besideNull = relation.holdsBesideNull();
        return switch (literal) {
            case String text when isEquality() -> row -> text.equals(code.eval(row));
            case String text ->
                row -> {
                    Object value = code.eval(row);
                    return value == null ? besideNull : relation.holds(((String) value).compareTo(text));
                };
            case Long number -> {
                long whole = number;
                yield row -> {
                    Object value = code.eval(row);
                    return value == null
                            ? besideNull
                            : relation.holds(Long.compare(((Number) value).longValue(), whole));
                };
            }
            default -> {
                BigDecimal decimal = (BigDecimal) literal;
                yield row -> {
                    Object value = code.eval(row);
                    return value == null ? besideNull : relation.holds(((BigDecimal) value).compareTo(decimal));
                };
            }
        };
    }
}
