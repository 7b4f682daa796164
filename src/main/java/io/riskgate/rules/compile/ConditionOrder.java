package io.riskgate.rules.compile;

import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.Group;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which the conditions of a pattern are looked at. Conditions have no side effects, so it decides what an
 * evaluation costs and nothing else.
 *
 * <p>Drools looks up instead of evaluating only where enough conditions on one value stand side by side, and only first
 * conditions do: so those come first whose value many rules look up, hashed ones before ordered ones. The others follow,
 * the cheapest first.
 */
final class ConditionOrder {

    /** From how many side by side on Drools hashes. */
    static final int HASHED_MIN = 3;

    /** From how many side by side on Drools keeps a tree. */
    static final int ORDERED_MIN = 9;

    /** From how many patterns on that have a condition it is evaluated once for all of them. */
    private static final int SHARED_MIN = 3;

    private final Map<String, Integer> lookups = new HashMap<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final boolean large;

    /** @param large whether the set is one in which conditions are looked up and cheap ones shared */
    ConditionOrder(List<ParsedRule> rules, boolean large) {
        this.large = large;
        rules.forEach(rule -> rule.elements().forEach(this::count));
    }

    private void count(Element element) {
        switch (element) {
            case Pattern pattern ->
                pattern.conditions().forEach(condition -> {
                    occurrences.merge(condition.fingerprint(), 1, Integer::sum);
                    if (isLookup(condition)) {
                        lookups.merge(value(condition), 1, Integer::sum);
                    }
                });
            case Group group -> group.elements().forEach(this::count);
        }
    }

    List<Condition> sorted(List<Condition> conditions) {
        return conditions.stream()
                .sorted(Comparator.comparingInt(this::rank)
                        .thenComparing(condition -> -count(condition))
                        .thenComparing(Condition::work))
                .toList();
    }

    /**
     * Whether it is evaluated, and too little would be spared if that was done once for all patterns that have it. Never what is
     * dear in a large set, since it is to come after what is shared.
     */
    boolean isAlone(Condition condition) {
        int occurs = occurrences.getOrDefault(condition.fingerprint(), 0);
        return large
                ? !condition.isDear() && !isLookedUp(condition) && occurs < SHARED_MIN
                : !condition.isDear() || occurs < 2;
    }

    /** Whether so many conditions look at the same value that Drools keeps a hash or a tree of them. */
    boolean isLookedUp(Condition condition) {
        return rank(condition) < 2;
    }

    /** 0 for what is hashed, 1 for what is in a tree, 2 for what is evaluated. */
    private int rank(Condition condition) {
        boolean hashed = condition.bound() != null && condition.bound().isEquality();
        if (!large || count(condition) < (hashed ? HASHED_MIN : ORDERED_MIN)) {
            return 2;
        }
        return hashed ? 0 : 1;
    }

    /** How many conditions look that value up; 0 for a condition that cannot be looked up. */
    private int count(Condition condition) {
        return isLookup(condition) ? lookups.getOrDefault(value(condition), 0) : 0;
    }

    private static boolean isLookup(Condition condition) {
        return condition.bound() != null && canBeLookedUp(condition.bound());
    }

    /** Drools' hash is by {@code equals}, which tells decimal numbers apart that differ in scale alone. */
    private static boolean canBeLookedUp(Bound bound) {
        return switch (bound.relation()) {
            case EQUAL -> !(bound.literal() instanceof BigDecimal);
            case NOT_EQUAL -> false;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
        };
    }

    /** Equality and order are looked up in different places. */
    private static String value(Condition condition) {
        Bound bound = condition.bound();
        return bound == null ? "" : bound.isEquality() + " " + bound.term().canonical();
    }
}
