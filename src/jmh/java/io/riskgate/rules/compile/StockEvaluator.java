package io.riskgate.rules.compile;

import io.riskgate.model.Item;
import io.riskgate.rules.language.ListFunctions;
import java.util.ArrayList;
import java.util.List;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Stock Drools, each way to come by a session a subclass. No listener tells which rule fired, as a service would need
 * it: that is time which stock Drools is spared.
 */
abstract class StockEvaluator implements CheckoutEvaluator {

    private final StockGlobals globals;
    private final ListFunctions lists;

    private StockEvaluator(Traffic traffic) {
        this.globals = new StockGlobals(traffic.features());
        this.lists =
                (list, value) -> value instanceof String text && traffic.lists().contains(list, text);
    }

    static StockEvaluator withNewSessions(KieBase kieBase, Traffic traffic) {
        return new StockEvaluator(traffic) {
            @Override
            void run(Traffic.Event event) {
                KieSession session = kieBase.newKieSession();
                setGlobals(session);
                insert(event, session);
                session.fireAllRules();
                session.dispose();
            }

            @Override
            public void close() {}
        };
    }

    static StockEvaluator withPooledSessions(KieBase kieBase, Traffic traffic) {
        KieSessionsPool pool = kieBase.newKieSessionsPool(1);
        return new StockEvaluator(traffic) {
            @Override
            void run(Traffic.Event event) {
                KieSession session = pool.newKieSession();
                setGlobals(session);
                insert(event, session);
                session.fireAllRules();
                session.dispose();
            }

            @Override
            public void close() {
                pool.shutdown();
            }
        };
    }

    static StockEvaluator withKeptSession(KieBase kieBase, Traffic traffic) {
        KieSession session = kieBase.newKieSession();
        StockEvaluator evaluator = new StockEvaluator(traffic) {
            private final List<FactHandle> inserted = new ArrayList<>();

            @Override
            void run(Traffic.Event event) {
                inserted.add(session.insert(event.checkout()));
                for (Item item : event.checkout().items()) {
                    inserted.add(session.insert(item));
                }
                session.fireAllRules();
                inserted.forEach(session::delete);
                inserted.clear();
            }

            @Override
            public void close() {
                session.dispose();
            }
        };
        evaluator.setGlobals(session);
        return evaluator;
    }

    abstract void run(Traffic.Event event);

    void setGlobals(KieSession session) {
        session.setGlobal("velocity", globals);
        session.setGlobal("decision", globals);
        session.setGlobal("lists", lists);
    }

    static void insert(Traffic.Event event, KieSession session) {
        session.insert(event.checkout());
        for (Item item : event.checkout().items()) {
            session.insert(item);
        }
    }

    @Override
    public int evaluate(Traffic.Event event) {
        globals.begin(event.features());
        run(event);
        return globals.firings().size();
    }

    @Override
    public List<String> fired() {
        return globals.firings().stream()
                .map(StockGlobals.Firing::toString)
                .sorted()
                .toList();
    }
}
