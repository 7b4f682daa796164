package io.riskgate.rules.compile;

import io.riskgate.lists.ListLookup;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Firing;
import io.riskgate.rules.RuleSession;
import java.util.List;

/** Riskgate's engine as a shard uses it. */
final class RiskgateEvaluator implements CheckoutEvaluator {

    private final RuleSession session;
    private final ListLookup lists;
    private List<Firing> firings = List.of();

    RiskgateEvaluator(CompiledRules rules, ListLookup lists) {
        this.session = rules.newSession();
        this.lists = lists;
    }

    @Override
    public int evaluate(Traffic.Event event) {
        Evaluation evaluation = new Evaluation(event.checkout(), event.features(), 0, lists);
        session.evaluate(evaluation);
        firings = evaluation.firings();
        return firings.size();
    }

    @Override
    public List<String> fired() {
        return firings.stream()
                .map(f -> f.effect() + " " + f.code() + " " + f.points())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        session.close();
    }
}
