package io.riskgate.rules.compile;

import io.riskgate.rules.language.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A typed expression, ready to run.
 *
 * @param type what {@code code} gives: Integer, Long, Double, BigDecimal, String, Boolean or Instant, in the order of
 *     {@link ValueType}
 * @param kind decides what {@code null} means and what may be indexed
 * @param canonical the same for equal expressions, so that Drools can share them
 * @param constant the value of a literal, else {@code null}
 */
record Term(
        ValueType type,
        Kind kind,
        String canonical,
        Code code,
        @Nullable Object constant) {

    enum Kind {
        LITERAL,
        /** A property that a Java primitive holds, or a velocity function: never {@code null}. */
        PRIMITIVE,
        /** A property that may be {@code null}, which means that the shop did not say. */
        PROPERTY,
        /** Arithmetic; {@code null} means that it could not be computed, so that no comparison with it holds. */
        ARITHMETIC
    }

    /** Runs on a shard's thread; no side effects. */
    @FunctionalInterface
    interface Code {
        @Nullable
        Object eval(Fact fact);
    }

    static Term literal(ValueType type, Object value, String canonical) {
        return new Term(type, Kind.LITERAL, canonical, fact -> value, value);
    }
}
