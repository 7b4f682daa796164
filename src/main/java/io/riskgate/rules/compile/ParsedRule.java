package io.riskgate.rules.compile;

import io.riskgate.rules.Firing;
import io.riskgate.rules.RuleDescription;
import java.util.List;

/**
 * A rule that passed every check, ready for Drools.
 *
 * @param patterns in the order of the text; at least one is {@link Presence#EACH}
 * @param effects what the rule does each time that it fires
 */
record ParsedRule(RuleDescription description, List<ParsedPattern> patterns, List<Firing> effects) {

    enum FactType {
        CHECKOUT,
        ITEM
    }

    /** How often a pattern lets its rule fire. */
    enum Presence {
        /** Once for each fact that matches. */
        EACH,
        EXISTS,
        NOT
    }

    record ParsedPattern(FactType factType, Presence presence, List<Condition> conditions) {}
}
