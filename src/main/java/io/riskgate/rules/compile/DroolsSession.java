package io.riskgate.rules.compile;

import io.riskgate.model.Item;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.rules.compile.Fact.CheckoutFact;
import io.riskgate.rules.compile.Fact.ItemFact;
import java.util.ArrayList;
import java.util.List;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** A Drools session that is emptied after each evaluation and used again. It is not asked when no rule can fire. */
final class DroolsSession implements RuleSession {

    private final KieSession session;
    private final Screen screen;
    private final List<ItemFact> items = new ArrayList<>();
    private final List<FactHandle> inserted = new ArrayList<>();
    private int candidate = -1;

    DroolsSession(KieSession session, Screen screen) {
        this.session = session;
        this.screen = screen;
    }

    @Override
    public void evaluate(Evaluation evaluation) {
        CheckoutFact checkout = new CheckoutFact(evaluation);
        for (Item item : evaluation.checkout().items()) {
            items.add(new ItemFact(item, evaluation));
        }
        int found = screen.candidate(candidate, checkout, items);
        if (found >= 0) {
            candidate = found;
            fire(evaluation, checkout);
        }
        items.clear();
    }

    @Override
    public void close() {
        session.dispose();
    }

    private void fire(Evaluation evaluation, CheckoutFact checkout) {
        inserted.add(session.insert(checkout));
        for (ItemFact item : items) {
            inserted.add(session.insert(item));
        }
        if (session.fireAllRules(Evaluation.FIRINGS_MAX) >= Evaluation.FIRINGS_MAX) {
            evaluation.markTruncated();
        }
        for (FactHandle handle : inserted) {
            session.delete(handle);
        }
        inserted.clear();
    }
}
