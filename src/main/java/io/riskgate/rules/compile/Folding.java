package io.riskgate.rules.compile;

import io.riskgate.model.Checkout;
import io.riskgate.rules.compile.Condition.Test;
import io.riskgate.rules.compile.Fact.CheckoutFact;
import io.riskgate.rules.compile.Fact.ItemFact;
import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.Group;
import io.riskgate.rules.compile.ParsedRule.Group.Kind;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one pattern of what a rule asks of the checkout, which is all that most rules ask. There is one checkout, so several
 * patterns of it are one; and whether there is an item of some kind, or none, is a condition on it, since it knows its basket.
 * Joined items, branches, and items that other patterns ask the same dear thing of stay as they are.
 */
final class Folding {

    private Folding() {}

    /** The same elements, fewer. */
    static List<Element> of(List<Element> elements, ConditionOrder order) {
        List<Condition> conditions = new ArrayList<>();
        List<Condition> existences = new ArrayList<>();
        List<Element> others = new ArrayList<>();
        int at = -1;
        for (Element element : elements) {
            if (element instanceof Pattern pattern && isOfCheckoutAlone(pattern)) {
                at = at < 0 ? others.size() : at;
                conditions.addAll(pattern.conditions());
            } else if (element instanceof Group group && isUnjoinedExistence(group, order)) {
                existences.add(existence(group));
            } else {
                others.add(element);
            }
        }
        if (at < 0) {
            return elements;
        }
        conditions.addAll(existences);
        // Nothing is joined with it, so it needs no index that would tell structures apart.
        others.add(at, new Pattern(Term.NO_ITEM, FactType.CHECKOUT, conditions));
        return others;
    }

    private static boolean isOfCheckoutAlone(Pattern pattern) {
        return pattern.factType() == FactType.CHECKOUT
                && pattern.conditions().stream()
                        .allMatch(condition ->
                                condition.patternsBut(pattern.index()).isEmpty());
    }

    private static boolean isUnjoinedExistence(Group group, ConditionOrder order) {
        return (group.kind() == Kind.EXISTS || group.kind() == Kind.NOT)
                && group.elements().getFirst() instanceof Pattern pattern
                && pattern.conditions().stream()
                        .allMatch(condition -> order.isAlone(condition)
                                && condition.patternsBut(pattern.index()).isEmpty());
    }

    private static Condition existence(Group group) {
        Pattern pattern = (Pattern) group.elements().getFirst();
        Condition all = Condition.all(pattern.conditions());
        boolean wanted = group.kind() == Kind.EXISTS;
        boolean ofItems = pattern.factType() == FactType.ITEM;
        Test test = row -> (ofItems ? any(all.test(), row) : all.test().holds(row)) == wanted;
        int work = ofItems ? Checkout.ITEMS_MAX * all.work() : all.work();
        return new Condition(group.kind() + " " + all.canonical(), test, null, List.of(), work);
    }

    /** @param row of a pattern of the checkout */
    private static boolean any(Test test, Row row) {
        for (ItemFact item : ((CheckoutFact) row).items()) {
            if (test.holds(item)) {
                return true;
            }
        }
        return false;
    }
}
