package io.riskgate.rules.compile;

import io.riskgate.rules.Evaluation;
import java.util.ArrayList;
import java.util.List;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** A Drools session that is emptied after each evaluation and used again. Belongs to one thread at a time. */
final class NetworkSession {

    private final KieSession session;
    private final List<FactHandle> inserted = new ArrayList<>();

    NetworkSession(KieSession session) {
        this.session = session;
    }

    void insert(Fact fact) {
        inserted.add(session.insert(fact));
    }

    /** Fires what matches, and takes the facts out again. */
    void fire(Evaluation evaluation) {
        if (session.fireAllRules(Evaluation.FIRINGS_MAX) >= Evaluation.FIRINGS_MAX) {
            evaluation.markTruncated();
        }
        for (FactHandle handle : inserted) {
            session.delete(handle);
        }
        inserted.clear();
    }

    void close() {
        session.dispose();
    }
}
