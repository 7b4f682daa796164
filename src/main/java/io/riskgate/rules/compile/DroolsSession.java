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

/** A Drools session that is emptied after each evaluation and used again. */
final class DroolsSession implements RuleSession {

    private final KieSession session;
    private final List<FactHandle> inserted = new ArrayList<>();

    DroolsSession(KieSession session) {
        this.session = session;
    }

    @Override
    public void evaluate(Evaluation evaluation) {
        inserted.add(session.insert(new CheckoutFact(evaluation)));
        for (Item item : evaluation.checkout().items()) {
            inserted.add(session.insert(new ItemFact(item, evaluation)));
        }
        if (session.fireAllRules(Evaluation.FIRINGS_MAX) >= Evaluation.FIRINGS_MAX) {
            evaluation.markTruncated();
        }
        for (FactHandle handle : inserted) {
            session.delete(handle);
        }
        inserted.clear();
    }

    @Override
    public void close() {
        session.dispose();
    }
}
