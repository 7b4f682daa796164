package io.riskgate.shard;

import io.riskgate.rules.RuleSession;
import io.riskgate.rules.Ruleset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rule sessions that a shard keeps, one a scope. A session is closed when its scope comes with another ruleset, or
 * when {@link #SESSIONS_MAX} scopes were used more recently. Belongs to the thread that has the shard.
 */
final class RuleSessions implements AutoCloseable {

    static final int SESSIONS_MAX = 512;

    private final Map<String, Kept> byScope = new LinkedHashMap<>(16, 0.75f, true);

    /** The session for exactly this ruleset. */
    @SuppressWarnings("ReferenceEquality")
    RuleSession session(Ruleset ruleset) {
        Kept kept = byScope.get(ruleset.scope());
        if (kept != null && kept.ruleset == ruleset) {
            return kept.session;
        }
        drop(ruleset.scope());
        RuleSession session = ruleset.compiled().newSession();
        byScope.put(ruleset.scope(), new Kept(ruleset, session));
        if (byScope.size() > SESSIONS_MAX) {
            Iterator<Kept> leastRecent = byScope.values().iterator();
            RuleSession evicted = leastRecent.next().session;
            leastRecent.remove();
            evicted.close();
        }
        return session;
    }

    /** Whether the session for exactly this ruleset is open. */
    @SuppressWarnings("ReferenceEquality")
    boolean has(Ruleset ruleset) {
        Kept kept = byScope.get(ruleset.scope());
        return kept != null && kept.ruleset == ruleset;
    }

    /** Closes the scope's session, if there is one. */
    void drop(String scope) {
        Kept kept = byScope.remove(scope);
        if (kept != null) {
            kept.session.close();
        }
    }

    int size() {
        return byScope.size();
    }

    @Override
    public void close() {
        byScope.values().forEach(kept -> kept.session.close());
        byScope.clear();
    }

    private record Kept(Ruleset ruleset, RuleSession session) {}
}
