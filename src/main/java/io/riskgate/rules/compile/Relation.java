package io.riskgate.rules.compile;

import com.github.javaparser.ast.expr.BinaryExpr;

/** What one of {@code == != < <= > >=} says of the result of a {@code compareTo}, and of what is absent. */
enum Relation {
    EQUAL(false, true, false),
    NOT_EQUAL(true, false, true),
    LESS(true, false, false),
    LESS_OR_EQUAL(true, true, false),
    GREATER(false, false, true),
    GREATER_OR_EQUAL(false, true, true);

    private final boolean below;
    private final boolean same;
    private final boolean above;

    Relation(boolean below, boolean same, boolean above) {
        this.below = below;
        this.same = same;
        this.above = above;
    }

    static Relation of(BinaryExpr.Operator operator) {
        return switch (operator) {
            case EQUALS -> EQUAL;
            case NOT_EQUALS -> NOT_EQUAL;
            case LESS -> LESS;
            case LESS_EQUALS -> LESS_OR_EQUAL;
            case GREATER -> GREATER;
            case GREATER_EQUALS -> GREATER_OR_EQUAL;
            default -> throw new IllegalArgumentException("not a comparison: " + operator);
        };
    }

    /** @param comparison negative, zero or positive, as {@code left.compareTo(right)} gives it */
    boolean holds(int comparison) {
        return comparison < 0 ? below : comparison == 0 ? same : above;
    }

    /** Whether it holds if just one of the two sides is absent. */
    boolean holdsBesideNull() {
        return this == NOT_EQUAL;
    }

    /** The same with its sides changed over. */
    Relation mirrored() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
    }
}
