package io.riskgate.rules.compile;

import io.riskgate.rules.language.ValueType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed expression, ready to run.
 *
 * @param type what {@code code} gives: Integer, Long, Double, BigDecimal, String, Boolean, Instant, a list of Strings, or
 *     any of those for an attribute, in the order of {@link ValueType}
 * @param kind decides what {@code null} means and what may be indexed
 * @param canonical the same for equal expressions, so that Drools can share them, and close to how an author writes it
 * @param constant the value of a literal, else {@code null}
 * @param pattern the index of the pattern whose item this looks at, or {@link #NO_ITEM}; of a computed term, see {@code
 *     parts}
 * @param parts what a computed term is computed from, without literals; empty for the other kinds
 * @param work how many evaluations of a simple condition it costs at most to look at it
 */
record Term(
        ValueType type,
        Kind kind,
        String canonical,
        Code code,
        @Nullable Object constant,
        int pattern,
        List<Term> parts,
        int work) {

    Term {
        parts = List.copyOf(parts);
    }

    /** The pattern of what belongs to the checkout and not to an item. */
    static final int NO_ITEM = -1;

    enum Kind {
        LITERAL,
        /** A property that a Java primitive holds, or a velocity function: never {@code null}. */
        PRIMITIVE,
        /** A property that may be {@code null}, which means that the shop did not say. */
        PROPERTY,
        /** Arithmetic or a method; {@code null} means that it could not be computed, so that no comparison with it holds. */
        COMPUTED
    }

    /** Runs on the thread that has the shard; no side effects. */
    @FunctionalInterface
    interface Code {
        @Nullable
        Object eval(Row row);
    }

    static Term literal(ValueType type, Object value, String canonical) {
        return new Term(type, Kind.LITERAL, canonical, row -> value, value, NO_ITEM, List.of(), 0);
    }

    /** A value that comes from the checkout or from an item. */
    static Term read(ValueType type, Kind kind, String canonical, int pattern, Code code) {
        return new Term(type, kind, canonical, code, null, pattern, List.of(), 1);
    }

    static Term computed(ValueType type, String canonical, Code code, Term... from) {
        return new Term(type, Kind.COMPUTED, canonical, code, null, NO_ITEM, leavesOf(from), 1);
    }

    static List<Term> leavesOf(Term... terms) {
        return Arrays.stream(terms).flatMap(term -> term.leaves().stream()).toList();
    }

    /** The values that this reads from the facts; literals are not among them. */
    List<Term> leaves() {
        return switch (kind) {
            case LITERAL -> List.of();
            case COMPUTED -> parts;
            case PRIMITIVE, PROPERTY -> List.of(this);
        };
    }

    /** Whether it is a feature. */
    boolean isVelocity() {
        return canonical.startsWith("velocity.");
    }

    boolean isLiteral() {
        return kind == Kind.LITERAL;
    }

    /** The same value, as a pattern of another fact calls it. */
    Term named(String other) {
        return new Term(type, kind, other, code, constant, pattern, parts, work);
    }

    Term costing(int evaluations) {
        return new Term(type, kind, canonical, code, constant, pattern, parts, evaluations);
    }
}
