package io.riskgate.rules.compile;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Proves, before anything is measured, that all engines do the same with a ruleset on every checkout. */
public final class Agreement {

    private Agreement() {}

    /**
     * Runs the whole traffic, twice, since kept and pooled sessions are used again.
     *
     * @return a sentence that says what share of the checkouts fires
     * @throws IllegalStateException with the first checkout on which engines differ
     */
    public static String prove(int rules) {
        Workload workload = new Workload(rules);
        Map<RuleEngine, CheckoutEvaluator> evaluators = new EnumMap<>(RuleEngine.class);
        for (RuleEngine engine : RuleEngine.values()) {
            evaluators.put(engine, engine.open(workload));
        }
        return prove(rules, workload, evaluators);
    }

    /**
     * The same for engines of any kind, which are closed afterwards.
     *
     * @param evaluators of the workload's rules
     */
    public static String prove(int rules, Workload workload, Map<?, CheckoutEvaluator> evaluators) {
        Traffic traffic = workload.traffic();
        int firing = 0;
        int firings = 0;
        int events = 2 * traffic.size();
        for (int i = 0; i < events; i++) {
            List<String> fired = agreed(traffic.next(), evaluators);
            firing += fired.isEmpty() ? 0 : 1;
            firings += fired.size();
        }
        evaluators.values().forEach(CheckoutEvaluator::close);
        if (firing == 0) {
            throw new IllegalStateException("no checkout fires any of the " + rules + " rules");
        }
        return String.format(
                Locale.ROOT,
                "%,d rules, %,d bytes of text, %d velocity features: of %,d checkouts %.1f %% fire, %.1f rules each; all engines agree",
                rules,
                workload.text().length(),
                traffic.features().size(),
                traffic.size(),
                100.0 * firing / events,
                (double) firings / firing);
    }

    private static List<String> agreed(Traffic.Event event, Map<?, CheckoutEvaluator> evaluators) {
        List<String> expected = null;
        for (Map.Entry<?, CheckoutEvaluator> entry : evaluators.entrySet()) {
            entry.getValue().evaluate(event);
            List<String> fired = entry.getValue().fired();
            if (expected == null) {
                expected = fired;
            } else if (!expected.equals(fired)) {
                throw new IllegalStateException(evaluators.keySet().iterator().next() + " fires " + expected + " and "
                        + entry.getKey() + " fires " + fired + " on " + event.checkout());
            }
        }
        return expected == null ? List.of() : expected;
    }
}
