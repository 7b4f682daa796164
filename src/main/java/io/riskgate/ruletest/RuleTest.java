package io.riskgate.ruletest;

import io.riskgate.lists.ListLookup;
import io.riskgate.model.Checkout;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One test of a ruleset.
 *
 * @param line where it begins in its file, from 1
 * @param lists the lists as the rules' scope sees them, by name
 * @param history the checkouts that came before, in the order of their times
 */
record RuleTest(
        String name,
        int line,
        Map<String, Set<String>> lists,
        List<Checkout> history,
        Checkout checkout,
        Expectation expectation) {

    ListLookup lookup() {
        return (list, value) -> lists.getOrDefault(list, Set.of()).contains(value);
    }
}
