package io.riskgate.rules.compile;

import io.riskgate.model.Item;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.rules.compile.Fact.CheckoutFact;
import io.riskgate.rules.compile.Fact.ItemFact;
import java.util.ArrayList;
import java.util.List;

/** Makes facts of an evaluation, and asks the network unless no rule can fire. */
final class DroolsSession implements RuleSession {

    private final Network network;
    private final RuleCode code;
    private final Screen screen;
    private int candidate = -1;

    DroolsSession(Network network, RuleCode code, Screen screen) {
        this.network = network;
        this.code = code;
        this.screen = screen;
    }

    @Override
    public void evaluate(Evaluation evaluation) {
        List<Item> basket = evaluation.checkout().items();
        List<ItemFact> items = new ArrayList<>(basket.size());
        for (Item item : basket) {
            items.add(new ItemFact(item, evaluation, code));
        }
        CheckoutFact checkout = new CheckoutFact(evaluation, code, items);
        int found = screen.candidate(candidate, checkout);
        if (found >= 0) {
            candidate = found;
            network.evaluate(checkout);
        }
    }

    /** Nothing: what Drools has open is the network's. */
    @Override
    public void close() {}
}
