package io.riskgate.rules.compile;

import io.riskgate.model.Checkout;
import io.riskgate.rules.RulesetCost;
import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.Group;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Estimates what rules cost, before and after Drools has built its network of them.
 *
 * <p>The worst case is counted as Drools works: a condition on one fact is evaluated once for each such fact, one that
 * compares two items once for each pair that the patterns before it let through, which may be all.
 */
final class RulesetCosts {

    /** How many conditions a checkout may cost at most: some milliseconds of its shard. */
    static final long TESTS_MAX = 1_000_000;

    private RulesetCosts() {}

    /** How many evaluations it costs to look at the result of an accumulate over those items. */
    static int ofAccumulate(Pattern items) {
        int each = 1 + items.conditions().stream().mapToInt(Condition::work).sum();
        return Checkout.ITEMS_MAX * each;
    }

    /** Into how many rules Drools will spread a rule with those elements. */
    static long branches(List<Element> elements) {
        long product = 1;
        for (Element element : elements) {
            product = Math.min(Integer.MAX_VALUE, product * branches(element));
        }
        return product;
    }

    private static long branches(Element element) {
        return switch (element) {
            case Pattern ignored -> 1;
            case Group group ->
                switch (group.kind()) {
                    case AND, EXISTS -> branches(group.elements());
                    case OR ->
                        group.elements().stream()
                                .mapToLong(RulesetCosts::branches)
                                .sum();
                    case NOT -> 1;
                };
        };
    }

    /** The worst case of one rule. */
    static long testsMax(ParsedRule rule) {
        return new Walk().through(rule.elements(), 1);
    }

    static RulesetCost of(List<ParsedRule> rules, int nodes, int features) {
        Set<String> distinct = new HashSet<>();
        rules.forEach(rule -> collect(rule.elements(), distinct));
        return new RulesetCost(
                distinct.size(),
                nodes,
                (int) Math.min(
                        Integer.MAX_VALUE,
                        rules.stream()
                                .mapToLong(rule -> branches(rule.elements()))
                                .sum()),
                features,
                rules.stream().mapToLong(RulesetCosts::testsMax).sum(),
                Math.round((BASE_MICROS + nodes * NODE_MICROS) * 10) / 10.0,
                BASE_BYTES + rules.size() * RULE_BYTES + nodes * NODE_BYTES);
    }

    // Lines through what the benchmarks measured of rulesets of 10 to 1,000 rules, of which few fire.
    private static final double BASE_MICROS = 1.5;
    private static final double NODE_MICROS = 0.0065;
    private static final long BASE_BYTES = 10_000;
    private static final long RULE_BYTES = 1_600;
    private static final long NODE_BYTES = 1_300;

    private static void collect(List<Element> elements, Set<String> into) {
        for (Element element : elements) {
            switch (element) {
                case Pattern pattern ->
                    pattern.conditions().forEach(condition -> into.add(pattern.factType() + condition.fingerprint()));
                case Group group -> collect(group.elements(), into);
            }
        }
    }

    /** Adds up the tests of one rule, along with how many rows of facts reach each pattern. */
    private static final class Walk {

        private long tests;
        private long rows;

        long through(List<Element> elements, long rowsBefore) {
            rows = rowsBefore;
            elements.forEach(this::visit);
            return tests;
        }

        private void visit(Element element) {
            switch (element) {
                case Pattern pattern -> visit(pattern);
                case Group group -> {
                    long before = rows;
                    long after = 0;
                    for (Element inner : group.elements()) {
                        if (group.kind() == Group.Kind.OR) {
                            rows = before;
                        }
                        visit(inner);
                        after = group.kind() == Group.Kind.OR ? after + rows : rows;
                    }
                    boolean existence = group.kind() == Group.Kind.EXISTS || group.kind() == Group.Kind.NOT;
                    rows = existence ? before : after;
                }
            }
        }

        private void visit(Pattern pattern) {
            long facts = pattern.factType() == FactType.ITEM ? Checkout.ITEMS_MAX : 1;
            for (Condition condition : pattern.conditions()) {
                boolean joined = !condition.patternsBut(pattern.index()).isEmpty();
                tests = saturated(tests + (joined ? rows : 1) * facts * condition.work());
            }
            rows = saturated(rows * facts);
            tests = saturated(tests + rows);
        }

        private static long saturated(long number) {
            return number < 0 ? Long.MAX_VALUE / 1_000 : Math.min(number, Long.MAX_VALUE / 1_000);
        }
    }
}
