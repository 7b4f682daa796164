package io.riskgate.rules.compile;

import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.Group.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Drools has to know of a set's rules: which patterns they have and how these are joined. What a condition says and
 * what a rule does are numbers, which stand for something in the set's {@link RuleCode}. Sets of equal structure are evaluated
 * in one {@link Network}.
 *
 * @param rules in the order in which they fire
 */
record Structure(List<Rule> rules) {

    Structure {
        rules = List.copyOf(rules);
    }

    /** @param activationGroup the number of the rule's activation group, {@link #NO_GROUP} if it is in none */
    record Rule(int activationGroup, List<Element> elements) {

        static final int NO_GROUP = -1;

        Rule {
            elements = List.copyOf(elements);
        }
    }

    /** As in a {@link ParsedRule}. */
    sealed interface Element {}

    record Pattern(int index, FactType factType, List<Constraint> constraints) implements Element {

        Pattern {
            constraints = List.copyOf(constraints);
        }
    }

    record Group(Kind kind, List<Element> elements) implements Element {

        Group {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A node of the network. Drools evaluates one of the same number once for all patterns that begin alike.
     *
     * @param test the number of the condition
     * @param joined the index of the other pattern that it looks at, {@link #NOT_JOINED} for none
     * @param lookup set if Drools is to look the condition up instead of evaluating it
     */
    record Constraint(int test, int joined, @Nullable Lookup lookup) {

        static final int NOT_JOINED = -1;
    }

    /**
     * A comparison with a literal.
     *
     * @param value the number of the value that is compared
     * @param type the class of literal and value
     */
    record Lookup(int value, Class<?> type, Relation relation, Comparable<?> literal) {}
}
