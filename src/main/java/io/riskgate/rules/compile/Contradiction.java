package io.riskgate.rules.compile;

import io.riskgate.rules.language.ValueType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds conditions that can never hold together, such as {@code amount > 5} and {@code amount < 3}. Bounds of one value
 * are intervals, and intervals have nothing in common only if two of them do not.
 */
final class Contradiction {

    private Contradiction() {}

    /** The earlier condition that leaves nothing for the later one. */
    static Optional<Condition> between(List<Condition> earlier, Condition later) {
        Bound bound = later.bound();
        return bound == null
                ? Optional.empty()
                : earlier.stream()
                        .filter(condition -> condition.bound() != null
                                && condition
                                        .bound()
                                        .term()
                                        .canonical()
                                        .equals(bound.term().canonical())
                                && excludes(condition.bound(), bound))
                        .findFirst();
    }

    private static boolean excludes(Bound a, Bound b) {
        if (a.relation() == Relation.NOT_EQUAL || b.relation() == Relation.NOT_EQUAL) {
            return (a.isEquality() || b.isEquality()) && order(a.literal(), b.literal()) == 0;
        }
        return isAbove(a, b) || isAbove(b, a);
    }

    /** Whether everything that the first bound allows is greater than all that the second does. */
    private static boolean isAbove(Bound a, Bound b) {
        Comparable<?> least = least(a);
        Comparable<?> greatest = greatest(b);
        if (least == null || greatest == null) {
            return false;
        }
        boolean strict = a.relation() == Relation.GREATER || b.relation() == Relation.LESS;
        int order = order(least, greatest);
        return order > 0 || (order == 0 && strict) || isGap(a, b, least, greatest);
    }

    /** Between two whole numbers that follow each other there is none. */
    private static boolean isGap(Bound a, Bound b, Comparable<?> least, Comparable<?> greatest) {
        boolean whole = a.term().type() == ValueType.WHOLE || a.term().type() == ValueType.LONG;
        return whole
                && a.relation() == Relation.GREATER
                && b.relation() == Relation.LESS
                && (Long) greatest - (Long) least == 1;
    }

    private static @Nullable Comparable<?> least(Bound bound) {
        return switch (bound.relation()) {
            case GREATER, GREATER_OR_EQUAL, EQUAL -> bound.literal();
            default -> null;
        };
    }

    private static @Nullable Comparable<?> greatest(Bound bound) {
        return switch (bound.relation()) {
            case LESS, LESS_OR_EQUAL, EQUAL -> bound.literal();
            default -> null;
        };
    }

    /** Bounds of one value have literals of one class. */
    @SuppressWarnings("unchecked")
    private static int order(Comparable<?> a, Comparable<?> b) {
        return ((Comparable<Object>) a).compareTo(b);
    }
}
