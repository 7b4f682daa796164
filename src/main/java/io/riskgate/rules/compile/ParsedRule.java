package io.riskgate.rules.compile;

import io.riskgate.rules.Firing;
import io.riskgate.rules.RuleDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that passed every check, ready for Drools.
 *
 * @param elements what must all hold, in the order of the text; at least one is a {@link Pattern}, which lets the rule
 *     fire once for each fact that matches
 * @param activationGroup of the rules of a group only the first fires, {@code null} if the rule is in none
 * @param effects what the rule does each time that it fires
 */
record ParsedRule(
        RuleDescription description,
        List<Element> elements,
        @Nullable String activationGroup,
        List<Firing> effects) {

    ParsedRule {
        elements = List.copyOf(elements);
        effects = List.copyOf(effects);
    }

    enum FactType {
        CHECKOUT,
        ITEM
    }

    /** What stands between {@code when} and {@code then}. */
    sealed interface Element {}

    /**
     * A fact for which all conditions hold.
     *
     * @param index of the pattern in its rule, from 0
     */
    record Pattern(int index, FactType factType, List<Condition> conditions) implements Element {

        Pattern {
            conditions = List.copyOf(conditions);
        }
    }

    /** Several elements, or one, in a relation. */
    record Group(Kind kind, List<Element> elements) implements Element {

        enum Kind {
            AND,
            OR,
            EXISTS,
            NOT
        }

        Group {
            elements = List.copyOf(elements);
        }
    }
}
