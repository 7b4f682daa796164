package io.riskgate.outcome;

import io.riskgate.journal.OutcomeEntry.Decided;
import io.riskgate.journal.OutcomeEntry.FiredRule;
import io.riskgate.model.Verdict;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;

/** The decisions of one UTC day, by ruleset and rule. One thread counts; any reads, without waiting for it. */
final class DayTallies {

    /** Of one scope: a ruleset has no more rules, and who uploads others under new names all day is not to fill the memory of all. */
    static final int RULES_OF_SCOPE_MAX = 1_000;

    /** Of one scope. */
    private static final class OfScope {

        final ConcurrentMap<Verdict, Tally> verdicts = new ConcurrentHashMap<>();
        final ConcurrentMap<String, Tally> rules = new ConcurrentHashMap<>();
    }

    private final ConcurrentMap<String, OfScope> scopes = new ConcurrentHashMap<>();

    /**
     * Counts a decision.
     *
     * @param rowsMax how many rows may be new; what would need more of them is not counted, neither now nor when its outcome is known
     * @return how many rows are new
     */
    int decided(Decided decided, int rowsMax) {
        int added = 0;
        for (String ruleset : decided.rulesets()) {
            String name = scope(ruleset);
            OfScope scope = scopes.get(name);
            if (scope == null && added < rowsMax) {
                scope = new OfScope();
                scopes.put(name, scope);
            }
            if (scope != null) {
                added += add(scope.verdicts, decided.verdict(), Verdict.values().length, rowsMax - added);
            }
        }
        for (FiredRule fired : decided.fired()) {
            OfScope scope = scopes.get(scope(fired.ruleset()));
            if (scope != null) {
                added += add(scope.rules, fired.rule(), RULES_OF_SCOPE_MAX, rowsMax - added);
            }
        }
        return added;
    }

    /** Whether a row is new: 0 or 1. */
    private static <K> int add(ConcurrentMap<K, Tally> rows, K key, int sizeMax, int rowsMax) {
        if (rows.containsKey(key)) {
            rows.merge(key, Tally.DECIDED, Tally::plus);
            return 0;
        }
        if (rows.size() >= sizeMax || rowsMax == 0) {
            return 0;
        }
        rows.put(key, Tally.DECIDED);
        return 1;
    }

    /** Counts what became known of a decision. */
    void known(Decided decided, Tally change) {
        for (String ruleset : decided.rulesets()) {
            OfScope scope = scopes.get(scope(ruleset));
            if (scope != null) {
                scope.verdicts.computeIfPresent(decided.verdict(), (verdict, before) -> before.plus(change));
            }
        }
        for (FiredRule fired : decided.fired()) {
            OfScope scope = scopes.get(scope(fired.ruleset()));
            if (scope != null) {
                scope.rules.computeIfPresent(fired.rule(), (rule, before) -> before.plus(change));
            }
        }
    }

    /** Passes on what there is of a scope. */
    void read(String scope, BiConsumer<Verdict, Tally> verdicts, BiConsumer<String, Tally> rules) {
        OfScope found = scopes.get(scope);
        if (found != null) {
            found.verdicts.forEach(verdicts);
            found.rules.forEach(rules);
        }
    }

    int rows() {
        int rows = 0;
        for (OfScope scope : scopes.values()) {
            rows += scope.verdicts.size() + scope.rules.size();
        }
        return rows;
    }

    /** Of a name such as {@code platform@3}. */
    private static String scope(String ruleset) {
        int at = ruleset.lastIndexOf('@');
        return at < 0 ? ruleset : ruleset.substring(0, at);
    }
}
