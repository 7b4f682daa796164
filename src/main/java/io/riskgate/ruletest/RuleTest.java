package io.riskgate.ruletest;

import io.riskgate.lists.ListLookup;
import io.riskgate.model.Checkout;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One test of a ruleset.
 *
 * @param line where it begins in its file, from 1
 * @param lists the lists as the rules' scope sees them, by name
 * @param limits what the limits have available, by name; those that the checkout is not under are missing
 * @param history the checkouts that came before, in the order of their times
 */
record RuleTest(
        String name,
        int line,
        Map<String, Set<String>> lists,
        Map<String, BigDecimal> limits,
        List<Checkout> history,
        Checkout checkout,
        Expectation expectation) {

    /** What those limits have available, in their order. */
    List<? extends @Nullable BigDecimal> available(List<String> names) {
        return Arrays.asList(names.stream().map(limits::get).toArray(BigDecimal[]::new));
    }

    ListLookup lookup() {
        return (list, value) -> lists.getOrDefault(list, Set.of()).contains(value);
    }
}
