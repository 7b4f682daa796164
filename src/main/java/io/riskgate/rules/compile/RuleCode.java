package io.riskgate.rules.compile;

import io.riskgate.rules.Firing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers in a {@link Structure} stand for in one set: its conditions, the values that are looked up, and what its
 * rules do. Each fact brings it along, so that sets of one structure can share a network. Immutable.
 */
final class RuleCode {

    private final Condition.Test[] tests;
    private final Bound[] values;
    private final List<List<Firing>> effects;

    /**
     * @param tests by the number of their condition
     * @param values a bound of each value that is looked up, by the value's number
     * @param effects of each rule, in the order of the structure
     */
    RuleCode(List<Condition.Test> tests, List<Bound> values, List<List<Firing>> effects) {
        this.tests = tests.toArray(Condition.Test[]::new);
        this.values = values.toArray(Bound[]::new);
        this.effects = List.copyOf(effects);
    }

    boolean holds(int test, Row row) {
        return tests[test].holds(row);
    }

    @Nullable
    Object value(int value, Row row) {
        return values[value].value(row);
    }

    List<Firing> effects(int rule) {
        return effects.get(rule);
    }
}
