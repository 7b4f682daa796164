package io.riskgate.rules.registry;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.store.ModeChange;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.SharedRulesetStore;
import io.riskgate.telemetry.LogText;
import io.riskgate.trial.Trial;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes active what has become active on other nodes, and tries what is tried there. Blocks. */
final class OtherNodes {

    private static final Logger LOG = Logger.getLogger(OtherNodes.class);

    private final RulesetCompiler compiler;
    private final StoredRulesets stored;
    private final ServedRulesets served;

    OtherNodes(RulesetCompiler compiler, StoredRulesets stored, ServedRulesets served) {
        this.compiler = compiler;
        this.stored = stored;
        this.served = served;
    }

    /** See {@link RulesetRegistry#catchUp}. On the thread that also publishes, so that nothing of this node's can be newer than the answer. */
    long catchUp(SharedRulesetStore shared, long since) {
        SharedRulesetStore.Changes changes = shared.changesSince(since);
        if (changes.number() != since) {
            changes.active().forEach((scope, version) -> follow(shared, scope, version));
            shared.triedSince(since).forEach((scope, tried) -> follow(shared, scope, tried));
        }
        return changes.number();
    }

    private void follow(SharedRulesetStore shared, String scope, List<ModeChange> tried) {
        for (Trial trial : served.trials().in(scope)) {
            if (!tried.contains(trial.change())) {
                served.trials().end(scope, trial.ruleset().version());
            }
        }
        List<ModeChange> begun =
                served.trials().in(scope).stream().map(Trial::change).toList();
        List<ModeChange> news =
                tried.stream().filter(change -> !begun.contains(change)).toList();
        if (!news.isEmpty()) {
            List<RulesetVersion> history = shared.history(scope);
            news.forEach(change -> history.stream()
                    .filter(version -> version.version() == change.version())
                    .forEach(version -> stored.loadTrial(scope, version, change)));
        }
    }

    private void follow(SharedRulesetStore shared, String scope, RulesetVersion version) {
        Ruleset serving = served.active(scope);
        if (serving != null
                && serving.version() == version.version()
                && serving.hash().equals(version.hash())) {
            return;
        }
        String text = shared.text(scope, version.version());
        if (text == null) {
            // Forgotten, so another one has become active meanwhile.
            return;
        }
        switch (compiler.compile(text)) {
            case Compilation.Refused refused -> {
                served.fail(scope, refused.problems());
                LOG.errorf(
                        "%s@%d, active on other nodes, does not compile here; what served before still does",
                        LogText.of(scope), version.version());
            }
            case Compilation.Accepted accepted ->
                served.serve(new Ruleset(scope, version.version(), version.hash(), accepted.rules()));
        }
    }
}
