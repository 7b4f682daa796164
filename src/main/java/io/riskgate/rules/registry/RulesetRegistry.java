package io.riskgate.rules.registry;

import io.riskgate.rules.ActiveRulesets;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.store.RulesetStore;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.SharedRulesetStore;
import io.riskgate.telemetry.LogText;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the active ruleset of each scope, and makes others active: compile, trial run, store, swap one reference. All
 * that happens on one thread, so versions of a scope are in the order in which they were asked for; {@link
 * #PUBLICATIONS_MAX} may wait, more get {@link Publication.Busy}. A publication that fails leaves everything as it was.
 *
 * <p>Thread-safe. {@link #active} and {@link #failures} never block; futures complete on the registry's thread.
 */
@Singleton
public final class RulesetRegistry implements ActiveRulesets {

    static final int PUBLICATIONS_MAX = 256;

    /** How often another node may take the number that a publication was to get, before that is told to come again. */
    static final int TAKEN_MAX = 100;

    private static final Logger LOG = Logger.getLogger(RulesetRegistry.class);

    private final RulesetCompiler compiler;
    private final RulesetStore store;
    private final Clock clock;
    private final RegistryMetrics metrics;
    private final Map<String, Ruleset> active = new ConcurrentHashMap<>();
    private final Map<String, FailedPublication> failures = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor control = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PUBLICATIONS_MAX),
            Thread.ofPlatform().name("riskgate-rulesets").daemon().factory());
    private volatile boolean loaded;

    @Inject
    public RulesetRegistry(RulesetCompiler compiler, RulesetStore store, Clock clock, RegistryMetrics metrics) {
        this.compiler = new TrialCompiler(compiler);
        this.store = store;
        this.clock = clock;
        this.metrics = metrics;
        metrics.gauges(active, failures);
    }

    @Override
    public @Nullable Ruleset active(String scope) {
        return active.get(scope);
    }

    /** The scopes whose last publication was refused. */
    public Map<String, FailedPublication> failures() {
        return Map.copyOf(failures);
    }

    /** Why the last publication in the scope was refused, or {@code null} if it was not. */
    public @Nullable FailedPublication failure(String scope) {
        return failures.get(scope);
    }

    /** Notes that a scope's text could not even be read, as for a file that is not UTF-8. */
    void fail(String scope, List<Problem> problems) {
        failures.put(scope, new FailedPublication(clock.instant(), problems));
        metrics.refused(RulesetVersion.Source.FILES);
    }

    /** Whether the stored rulesets are active again. */
    public boolean loaded() {
        return loaded;
    }

    /**
     * Makes the stored active versions active again. Blocks; for the start. A version that does not compile any more is
     * reported, and the newest older one that does serves in its place. Compiles on all processors.
     */
    public void load() {
        store.scopes().parallelStream().forEach(this::load);
        loaded = true;
    }

    private void load(String scope) {
        OptionalInt version = store.active(scope);
        if (version.isEmpty()) {
            return;
        }
        for (RulesetVersion candidate : store.history(scope).reversed()) {
            if (candidate.version() > version.getAsInt()) {
                continue;
            }
            String text = store.text(scope, candidate.version());
            if (text != null && compiler.compile(text) instanceof Compilation.Accepted accepted) {
                active.put(scope, new Ruleset(scope, candidate.version(), candidate.hash(), accepted.rules()));
                return;
            }
            LOG.errorf("%s@%d does not compile any more", LogText.of(scope), candidate.version());
        }
    }

    /** Checks a text as a publication would, without publishing it. Computes for milliseconds; any thread. */
    public Compilation check(String text) {
        return compiler.compile(text);
    }

    /**
     * Compiles the text and makes it the active version of the scope.
     *
     * @param scope for which {@link Ruleset#isScope} holds
     */
    public CompletionStage<Publication> publish(
            String scope, String text, RulesetVersion.Source source, String author) {
        return publish(scope, text, UnaryOperator.identity(), source, author);
    }

    /** @param place says where in its author's files a problem of the text is */
    CompletionStage<Publication> publish(
            String scope, String text, UnaryOperator<Problem> place, RulesetVersion.Source source, String author) {
        return onControlThread(() -> publishNow(scope, text, place, source, author));
    }

    private Publication publishNow(
            String scope, String text, UnaryOperator<Problem> place, RulesetVersion.Source source, String author) {
        long startNanos = System.nanoTime();
        Compilation compilation = compiler.compile(text);
        long compileNanos = System.nanoTime() - startNanos;
        metrics.compiled(compileNanos);
        return switch (compilation) {
            case Compilation.Refused refused -> {
                List<Problem> problems = refused.problems().stream().map(place).toList();
                failures.put(scope, new FailedPublication(clock.instant(), problems));
                metrics.refused(source);
                yield new Publication.Refused(problems);
            }
            case Compilation.Accepted accepted -> {
                RulesetVersion version = append(
                        scope, text, source, author, accepted.rules().rules().size());
                if (version == null) {
                    yield new Publication.Busy();
                }
                Ruleset ruleset = new Ruleset(scope, version.version(), version.hash(), accepted.rules());
                swap(ruleset);
                metrics.accepted(source);
                yield new Publication.Published(
                        version, ruleset, accepted.warnings(), TimeUnit.NANOSECONDS.toMicros(compileNanos));
            }
        };
    }

    /**
     * The version that the text has got. Where nodes share the store, another one may be faster: then the next number is
     * tried, {@code null} if that was in vain. A text from files that is the newest version has got it already: each node
     * has the same files.
     */
    private @Nullable RulesetVersion append(
            String scope, String text, RulesetVersion.Source source, String author, int rules) {
        String hash = Ruleset.hash(text);
        for (int tries = 0; tries < TAKEN_MAX; tries++) {
            List<RulesetVersion> history = store.history(scope);
            RulesetVersion newest = history.isEmpty() ? null : history.getLast();
            if (newest != null
                    && source == RulesetVersion.Source.FILES
                    && newest.source() == source
                    && newest.hash().equals(hash)) {
                return newest;
            }
            int next = newest == null ? 1 : newest.version() + 1;
            RulesetVersion version =
                    new RulesetVersion(next, author, clock.instant(), RulesetVersion.Mode.ACTIVE, hash, source, rules);
            if (store.append(scope, version, text)) {
                return version;
            }
        }
        return null;
    }

    /** Makes an earlier version active again. */
    public CompletionStage<Publication> activate(String scope, int version) {
        return onControlThread(() -> activateNow(scope, version));
    }

    private Publication activateNow(String scope, int number) {
        RulesetVersion version = store.history(scope).stream()
                .filter(v -> v.version() == number)
                .findFirst()
                .orElse(null);
        String text = version == null ? null : store.text(scope, number);
        if (version == null || text == null) {
            return new Publication.Unknown("version " + number);
        }
        long startNanos = System.nanoTime();
        return switch (compiler.compile(text)) {
            case Compilation.Refused refused -> new Publication.Refused(refused.problems());
            case Compilation.Accepted accepted -> {
                Ruleset ruleset = new Ruleset(scope, number, version.hash(), accepted.rules());
                swap(ruleset);
                yield new Publication.Published(
                        version,
                        ruleset,
                        accepted.warnings(),
                        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos));
            }
        };
    }

    /** Durable first: after a crash what was answered is what serves. */
    private void swap(Ruleset ruleset) {
        store.activate(ruleset.scope(), ruleset.version());
        active.put(ruleset.scope(), ruleset);
        failures.remove(ruleset.scope());
    }

    /** The active version of each scope. */
    Map<String, Integer> versions() {
        return active.values().stream().collect(Collectors.toMap(Ruleset::scope, Ruleset::version));
    }

    /**
     * Makes active what has become active on other nodes, a part of it at a time.
     *
     * @param since see {@link SharedRulesetStore#changesSince}
     * @return up to where this has come: {@code since} itself if there was nothing left
     */
    CompletionStage<Long> catchUp(SharedRulesetStore shared, long since) {
        try {
            return CompletableFuture.supplyAsync(() -> catchUpNow(shared, since), control);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedStage(since);
        }
    }

    /** Asks on the thread that also publishes, so that nothing of this node's can be newer than the answer. */
    private long catchUpNow(SharedRulesetStore shared, long since) {
        SharedRulesetStore.Changes changes = shared.changesSince(since);
        changes.active().forEach(this::follow);
        return changes.number();
    }

    private void follow(String scope, RulesetVersion version) {
        Ruleset serving = active.get(scope);
        if (serving != null
                && serving.version() == version.version()
                && serving.hash().equals(version.hash())) {
            return;
        }
        String text = store.text(scope, version.version());
        if (text == null) {
            // Forgotten, so another one has become active meanwhile.
            return;
        }
        switch (compiler.compile(text)) {
            case Compilation.Refused refused -> {
                failures.put(scope, new FailedPublication(clock.instant(), refused.problems()));
                LOG.errorf(
                        "%s@%d, active on other nodes, does not compile here; what served before still does",
                        LogText.of(scope), version.version());
            }
            case Compilation.Accepted accepted -> {
                active.put(scope, new Ruleset(scope, version.version(), version.hash(), accepted.rules()));
                failures.remove(scope);
            }
        }
    }

    private CompletionStage<Publication> onControlThread(Supplier<Publication> work) {
        try {
            return CompletableFuture.supplyAsync(work, control);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedStage(new Publication.Busy());
        }
    }

    @PreDestroy
    void stop() {
        control.shutdownNow();
    }
}
