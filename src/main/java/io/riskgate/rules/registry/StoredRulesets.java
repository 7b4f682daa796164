package io.riskgate.rules.registry;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.store.ModeChange;
import io.riskgate.store.RulesetStore;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.SharedRulesetStore;
import io.riskgate.telemetry.LogText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Brings back what was stored: at the start all of it, later what another node tries. Blocks. */
final class StoredRulesets {

    private static final Logger LOG = Logger.getLogger(StoredRulesets.class);

    private final RulesetCompiler compiler;
    private final RulesetStore store;
    private final ServedRulesets served;

    StoredRulesets(RulesetCompiler compiler, RulesetStore store, ServedRulesets served) {
        this.compiler = compiler;
        this.store = store;
        this.served = served;
    }

    /** See {@link RulesetRegistry#load}. */
    void load() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        store.scopes().parallelStream().forEach(scope -> load(scope, application));
    }

    /** Drools finds its own services by a thread's class loader, and the common pool's is not the application's. */
    private void load(String scope, ClassLoader application) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            load(scope);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void load(String scope) {
        List<RulesetVersion> history = store.history(scope);
        OptionalInt serving = store.active(scope);
        if (serving.isPresent()) {
            loadActive(scope, history, serving.getAsInt());
        }
        if (!(store instanceof SharedRulesetStore)) {
            loadTrials(scope, history, serving);
        }
    }

    /** Where nodes share them, the first look at what others have changed brings them. */
    private void loadTrials(String scope, List<RulesetVersion> history, OptionalInt serving) {
        Map<Integer, ModeChange> last = new HashMap<>();
        store.changes(scope).forEach(change -> last.put(change.version(), change));
        for (RulesetVersion version : history) {
            ModeChange change = last.get(version.version());
            boolean isActive = serving.isPresent() && serving.getAsInt() == version.version();
            if (change != null && version.now(isActive, change).isTried()) {
                loadTrial(scope, version, change);
            }
        }
    }

    /** The newest older version that compiles serves in the place of one that does not, and that shows as a publication that was refused. */
    private void loadActive(String scope, List<RulesetVersion> history, int serving) {
        List<Problem> problems = List.of();
        for (RulesetVersion candidate : history.reversed()) {
            if (candidate.version() > serving) {
                continue;
            }
            Compilation compilation = compile(scope, candidate);
            if (compilation instanceof Compilation.Accepted accepted) {
                served.serve(ruleset(scope, candidate, accepted));
                break;
            }
            if (candidate.version() == serving && compilation instanceof Compilation.Refused refused) {
                problems = refused.problems();
            }
        }
        if (!problems.isEmpty()) {
            served.fail(scope, problems);
        }
    }

    /** Tries a stored version, unless it does not compile any more. */
    void loadTrial(String scope, RulesetVersion version, ModeChange change) {
        if (compile(scope, version) instanceof Compilation.Accepted accepted) {
            served.tryOut(ruleset(scope, version, accepted), change);
        }
    }

    /** {@code null} if its text is not there any more. */
    private @Nullable Compilation compile(String scope, RulesetVersion version) {
        String text = store.text(scope, version.version());
        Compilation compilation = text == null ? null : compiler.compile(text);
        if (!(compilation instanceof Compilation.Accepted)) {
            LOG.errorf("%s@%d does not compile any more", LogText.of(scope), version.version());
        }
        return compilation;
    }

    private static Ruleset ruleset(String scope, RulesetVersion version, Compilation.Accepted accepted) {
        return new Ruleset(scope, version.version(), version.hash(), accepted.rules());
    }
}
