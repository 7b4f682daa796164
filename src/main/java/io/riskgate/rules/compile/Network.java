package io.riskgate.rules.compile;

import io.riskgate.rules.compile.Fact.CheckoutFact;
import io.riskgate.rules.compile.Fact.ItemFact;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;

/**
 * Drools' network for all sets of one structure, and the sessions that are open on it. A node takes a kilobyte of Drools and a
 * session several, whereas what tells one set from another is small; so that stays out of the network, and comes with the facts.
 * A match leads to its own fact's code and evaluation and nowhere else.
 *
 * <p>A session is taken for one evaluation, emptied and put back; one that threw is not put back. There are at most as many
 * as there were evaluations at the same time: one for each thread. Drools only notes what is deleted and clears it away in the
 * next evaluation, which may be another merchant's: so one that had many facts or firings is not put back either. Thread-safe;
 * never waits.
 */
final class Network {

    /** Shared, since making one reads the system's configuration anew. */
    private static final KieBaseConfiguration CONFIGURATION = KieServices.get().newKieBaseConfiguration();

    /** Beyond it the next evaluation would have too much to clear away, and a new session is opened instead. */
    private static final int FACTS_MAX = 32;

    private final InternalKnowledgeBase kieBase;
    private final boolean hasItems;
    private final Deque<NetworkSession> idle = new ConcurrentLinkedDeque<>();

    /** Takes a millisecond for each twenty rules or so. */
    Network(Structure structure) {
        ModelBuilder builder = new ModelBuilder(structure);
        this.kieBase = KieBaseBuilder.createKieBaseFromModel(builder.build(), CONFIGURATION);
        this.hasItems = builder.hasItems();
        // The first evaluation may be on an event loop, which is to find it open.
        idle.add(open());
    }

    /** How many nodes Drools has made. */
    int nodes() {
        return kieBase.getNodeCount();
    }

    /** Fires the rules that match. */
    void evaluate(CheckoutFact checkout) {
        NetworkSession free = idle.pollFirst();
        NetworkSession session = free == null ? open() : free;
        boolean reusable = false;
        try {
            session.insert(checkout);
            if (hasItems) {
                for (ItemFact item : checkout.items()) {
                    session.insert(item);
                }
            }
            session.fire(checkout.evaluation());
            reusable = !(hasItems && checkout.items().size() > FACTS_MAX)
                    && !checkout.evaluation().truncated();
        } finally {
            if (reusable) {
                idle.addFirst(session);
            } else {
                session.close();
            }
        }
    }

    private NetworkSession open() {
        return new NetworkSession(kieBase.newKieSession());
    }
}
