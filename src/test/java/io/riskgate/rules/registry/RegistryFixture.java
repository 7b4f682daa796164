package io.riskgate.rules.registry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.fixture.MemoryJournal;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.compile.DrlCompiler;
import io.riskgate.store.FileRulesetStore;
import io.riskgate.store.RulesetVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** A registry on real parts: the compiler, and a store in a directory. */
public final class RegistryFixture implements AutoCloseable {

    final FileRulesetStore store;
    final MemoryJournal journal = new MemoryJournal();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final RulesetRegistry registry;

    public RegistryFixture(Path dataDir) {
        this(dataDir, new DrlCompiler());
    }

    RegistryFixture(Path dataDir, RulesetCompiler compiler) {
        store = new FileRulesetStore(dataDir);
        registry = new RulesetRegistry(compiler, store, journal, Clock.systemUTC(), new RegistryMetrics(meters));
        registry.load();
    }

    public Publication upload(String scope, String text) throws Exception {
        return registry.publish(scope, text, RulesetVersion.Source.API, "tester")
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    Publication activate(String scope, int version) throws Exception {
        return move(scope, version, WantedMode.of(RulesetVersion.Mode.ACTIVE, "tester", null));
    }

    Publication upload(String scope, String text, WantedMode wanted) throws Exception {
        return registry.publish(scope, text, RulesetVersion.Source.API, wanted)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    Publication move(String scope, int version, WantedMode wanted) throws Exception {
        return registry.move(scope, version, wanted).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** A ruleset of one rule. */
    static String rule(String name) {
        return "package p\nrule \"" + name + "\" when Checkout() then decision.tag(\"t\"); end\n";
    }

    String activeName(String scope) {
        return registry.active(scope) == null ? "none" : registry.active(scope).name();
    }

    @Override
    public void close() {
        registry.stop();
    }
}
