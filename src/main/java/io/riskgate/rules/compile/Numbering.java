package io.riskgate.rules.compile;

import io.riskgate.rules.Firing;
import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.Group;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parts the rules of a set into their {@link Structure} and their {@link RuleCode}. Lives for one set.
 *
 * <p>The structure is to say as little as possible, so that many sets have the same: rules stand in the order in which they
 * fire instead of having a salience, and the conditions of a pattern are one wherever Drools has nothing to gain from seeing them
 * apart. It gains in large sets, where it looks up by hash or in a tree what many rules compare with a literal, and evaluates once
 * what many have; in a small one that spares little and takes a kilobyte a node. So sets of fewer than {@link
 * #LOOKUP_RULES_MIN} rules have one node a pattern, and one for each dear condition that several patterns have.
 */
final class Numbering {

    static final int LOOKUP_RULES_MIN = 32;

    private final List<ParsedRule> rules;
    private final boolean large;
    private final ConditionOrder order;
    private final Map<String, Integer> testNumbers = new HashMap<>();
    private final Map<String, Integer> valueNumbers = new HashMap<>();
    private final Map<String, Integer> groupNumbers = new HashMap<>();
    private final List<Condition.Test> tests = new ArrayList<>();
    private final List<Bound> values = new ArrayList<>();
    private final Structure structure;

    Numbering(List<ParsedRule> all) {
        // Of rules of one salience Drools fires the first first.
        this.rules = all.stream()
                .filter(rule -> rule.description().enabled())
                .sorted(Comparator.comparingInt(rule -> -rule.description().salience()))
                .toList();
        this.large = rules.size() >= LOOKUP_RULES_MIN;
        this.order = new ConditionOrder(rules, large);
        this.structure = new Structure(rules.stream().map(this::rule).toList());
    }

    Structure structure() {
        return structure;
    }

    RuleCode code() {
        List<List<Firing>> effects = rules.stream().map(ParsedRule::effects).toList();
        return new RuleCode(tests, values, effects);
    }

    private Structure.Rule rule(ParsedRule parsed) {
        String group = parsed.activationGroup();
        List<Element> elements = large ? parsed.elements() : Folding.of(parsed.elements(), order);
        return new Structure.Rule(
                group == null
                        ? Structure.Rule.NO_GROUP
                        : groupNumbers.computeIfAbsent(group, added -> groupNumbers.size()),
                elements.stream().map(this::element).toList());
    }

    private Structure.Element element(Element parsed) {
        return switch (parsed) {
            case Pattern pattern ->
                new Structure.Pattern(
                        pattern.index(),
                        pattern.factType(),
                        gathered(pattern).stream()
                                .map(condition -> constraint(condition, pattern))
                                .toList());
            case Group group ->
                new Structure.Group(
                        group.kind(),
                        group.elements().stream().map(this::element).toList());
        };
    }

    /**
     * The conditions of a pattern in their order. Those that no other pattern gains from are one condition, since a small
     * network is mostly nodes.
     */
    private List<Condition> gathered(Pattern pattern) {
        List<Condition> sorted = order.sorted(pattern.conditions());
        List<Condition> alone = new ArrayList<>();
        List<Condition> gathered = new ArrayList<>();
        int at = 0;
        for (Condition condition : sorted) {
            if (!isAlone(condition, pattern)) {
                gathered.add(condition);
                continue;
            }
            if (alone.isEmpty()) {
                at = gathered.size();
            }
            alone.add(condition);
        }
        if (!alone.isEmpty()) {
            gathered.add(at, Condition.all(alone));
        }
        return gathered;
    }

    private boolean isAlone(Condition condition, Pattern pattern) {
        return order.isAlone(condition)
                && condition.patternsBut(pattern.index()).isEmpty();
    }

    private Structure.Constraint constraint(Condition condition, Pattern pattern) {
        List<Integer> others = condition.patternsBut(pattern.index());
        int joined = others.isEmpty() ? Structure.Constraint.NOT_JOINED : others.getFirst();
        return new Structure.Constraint(test(condition, pattern, joined), joined, lookup(condition));
    }

    /** The same number only for what Drools is to evaluate once: for the same fact and, of joined ones, the same place. */
    private int test(Condition condition, Pattern pattern, int joined) {
        if (!large && order.isAlone(condition)) {
            tests.add(condition.test());
            return tests.size() - 1;
        }
        String place = joined == Structure.Constraint.NOT_JOINED ? "" : " in " + pattern.index();
        String same = pattern.factType() + place + " " + condition.fingerprint();
        return testNumbers.computeIfAbsent(same, added -> {
            tests.add(condition.test());
            return tests.size() - 1;
        });
    }

    private Structure.@Nullable Lookup lookup(Condition condition) {
        Bound bound = condition.bound();
        if (bound == null || !order.isLookedUp(condition)) {
            return null;
        }
        int value = valueNumbers.computeIfAbsent(bound.term().canonical(), added -> {
            values.add(bound);
            return values.size() - 1;
        });
        return new Structure.Lookup(value, bound.valueClass(), bound.relation(), bound.literal());
    }
}
