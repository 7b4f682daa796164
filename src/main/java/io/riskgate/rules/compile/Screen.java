package io.riskgate.rules.compile;

import io.riskgate.rules.compile.Fact.CheckoutFact;
import io.riskgate.rules.compile.Fact.ItemFact;
import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.Group;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Says that no rule of a set can fire, where that is cheap to see. Most checkouts fire nothing, and Drools' network of a
 * merchant that was not asked for a while is spread over much memory that is in no cache.
 *
 * <p>Of each rule it looks at some conditions that must hold for the rule to fire: those on one fact, in patterns that are
 * not negated, unless they are dear; those are left to Drools. A rule that passes is a candidate, and then Drools is asked;
 * one that does not cannot fire. Immutable.
 */
final class Screen {

    private static final Need MET = checkout -> true;

    private final Need[] rules;

    /** What must be so for a rule to fire, as far as it is looked at. */
    @FunctionalInterface
    private interface Need {
        boolean isMet(CheckoutFact checkout);
    }

    /** @param rules of one set */
    Screen(List<ParsedRule> rules) {
        this.rules = rules.stream()
                .filter(rule -> rule.description().enabled())
                .map(rule -> all(rule.elements()))
                .toArray(Need[]::new);
    }

    /**
     * The index of a rule that may fire, or -1 if none can.
     *
     * @param first the rule to look at first, such as the last one found: where one rule always fires, that is all that is
     *     looked at
     */
    int candidate(int first, CheckoutFact checkout) {
        if (first >= 0 && rules[first].isMet(checkout)) {
            return first;
        }
        for (int i = 0; i < rules.length; i++) {
            if (rules[i].isMet(checkout)) {
                return i;
            }
        }
        return -1;
    }

    private static Need all(List<Element> elements) {
        List<Need> needs = new ArrayList<>();
        // The checkout's own conditions first: there is one of it, and many items.
        elements.stream().filter(Screen::isCheckout).forEach(element -> add(need(element), needs));
        elements.stream().filter(element -> !isCheckout(element)).forEach(element -> add(need(element), needs));
        return switch (needs.size()) {
            case 0 -> MET;
            case 1 -> needs.getFirst();
            default -> both(needs.toArray(Need[]::new));
        };
    }

    private static void add(Need need, List<Need> to) {
        if (need != MET) {
            to.add(need);
        }
    }

    private static boolean isCheckout(Element element) {
        return element instanceof Pattern pattern && pattern.factType() == FactType.CHECKOUT;
    }

    private static Need both(Need[] needs) {
        return checkout -> {
            for (Need need : needs) {
                if (!need.isMet(checkout)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Need need(Element element) {
        return switch (element) {
            case Pattern pattern -> need(pattern);
            case Group group ->
                switch (group.kind()) {
                    case AND, EXISTS -> all(group.elements());
                    case OR -> any(group.elements());
                    case NOT -> MET;
                };
        };
    }

    private static Need any(List<Element> branches) {
        Need[] needs = branches.stream().map(Screen::need).toArray(Need[]::new);
        for (Need need : needs) {
            if (need == MET) {
                return MET;
            }
        }
        return checkout -> {
            for (Need need : needs) {
                if (need.isMet(checkout)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Need need(Pattern pattern) {
        Condition.Test[] tests = pattern.conditions().stream()
                .filter(condition -> !condition.isDear()
                        && condition.patternsBut(pattern.index()).isEmpty())
                .sorted(Comparator.comparingInt(Condition::work))
                .map(Condition::test)
                .toArray(Condition.Test[]::new);
        if (pattern.factType() == FactType.CHECKOUT) {
            return tests.length == 0 ? MET : checkout -> hold(tests, checkout);
        }
        return checkout -> {
            for (ItemFact item : checkout.items()) {
                if (hold(tests, item)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static boolean hold(Condition.Test[] tests, Row row) {
        for (Condition.Test test : tests) {
            if (!test.holds(row)) {
                return false;
            }
        }
        return true;
    }
}
