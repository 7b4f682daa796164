package io.riskgate.rules.registry;

import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.Journal;
import io.riskgate.rules.ActiveRulesets;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.registry.RecentCheckouts.Excess;
import io.riskgate.store.ModeChange;
import io.riskgate.store.RulesetStore;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.RulesetVersion.Mode;
import io.riskgate.store.SharedRulesetStore;
import io.riskgate.telemetry.LogText;
import io.riskgate.trial.ActiveTrials;
import io.riskgate.trial.Trial;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the active ruleset of each scope and those that are tried beside it, and moves versions through their life: compile, trial
 * run, store, swap one reference. All that happens on one thread, so versions of a scope are in the order in which they were asked
 * for; {@link #PUBLICATIONS_MAX} may wait, more get {@link Publication.Busy}. A publication that fails leaves everything as it was.
 *
 * <p>Thread-safe. {@link #active}, {@link #trials} and {@link #failures} never block; futures complete on the registry's thread.
 */
@Singleton
public final class RulesetRegistry implements ActiveRulesets, ActiveTrials {

    static final int PUBLICATIONS_MAX = 256;

    /** How often another node may take the number that a publication was to get, before that is told to come again. */
    static final int TAKEN_MAX = 100;

    private static final Logger LOG = Logger.getLogger(RulesetRegistry.class);

    /** How the journal names a change of mode, whoever makes it. */
    private static final String MODE = "PUT /v1/rulesets/{scope}/versions/{version}/mode";

    /** Stands for the number of a version that has none yet. */
    private static final int NEW_VERSION = 0;

    private final RulesetCompiler compiler;
    private final RulesetStore store;
    private final Journal journal;
    private final Clock clock;
    private final RegistryMetrics metrics;
    private final ServedRulesets served;
    private final StoredRulesets stored;
    private final OtherNodes others;
    private final CanaryWatch watch;
    private final ThreadPoolExecutor control = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PUBLICATIONS_MAX),
            Thread.ofPlatform().name("riskgate-rulesets").daemon().factory());
    private volatile boolean loaded;

    @Inject
    public RulesetRegistry(
            RulesetCompiler compiler, RulesetStore store, Journal journal, Clock clock, RegistryMetrics metrics) {
        this.compiler = new TrialCompiler(compiler);
        this.store = store;
        this.journal = journal;
        this.clock = clock;
        this.metrics = metrics;
        served = new ServedRulesets(clock);
        stored = new StoredRulesets(this.compiler, store, served);
        others = new OtherNodes(this.compiler, stored, served);
        watch = new CanaryWatch(served.trials()::canaries, this::rollBack);
        metrics.gauges(served);
    }

    @Override
    public @Nullable Ruleset active(String scope) {
        return served.active(scope);
    }

    /** Since when the active version of the scope serves, on this node and since its start; empty if it has none. */
    public Optional<Instant> servedSince(String scope) {
        return served.since(scope);
    }

    @Override
    public List<Trial> trials(String scope) {
        return served.trials().in(scope);
    }

    /** The active version of each scope. */
    Map<String, Integer> versions() {
        return served.versions();
    }

    /** The scopes whose last publication was refused. */
    public Map<String, FailedPublication> failures() {
        return served.failures();
    }

    /** Why the last publication in the scope was refused, or {@code null} if it was not. */
    public @Nullable FailedPublication failure(String scope) {
        return served.failure(scope);
    }

    /** Notes that a scope's text could not even be read, as for a file that is not UTF-8. */
    void fail(String scope, List<Problem> problems) {
        served.fail(scope, problems);
        metrics.refused(RulesetVersion.Source.FILES);
    }

    /** Notes that a scope's text is again the one that was published, after one that was refused. */
    void mended(String scope) {
        served.mended(scope);
    }

    /** Whether the stored rulesets are active again. */
    public boolean loaded() {
        return loaded;
    }

    /**
     * Makes the stored active versions active again, and tries what was tried. Blocks; for the start. A version that does not
     * compile any more is reported, and the newest older one that does serves in its place. Compiles on all processors.
     */
    public void load() {
        stored.load();
        loaded = true;
        watch.start();
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
        return publish(scope, text, UnaryOperator.identity(), source, WantedMode.of(Mode.ACTIVE, author, null));
    }

    /** The same in another mode. */
    public CompletionStage<Publication> publish(
            String scope, String text, RulesetVersion.Source source, WantedMode wanted) {
        return publish(scope, text, UnaryOperator.identity(), source, wanted);
    }

    /** @param place says where in its author's files a problem of the text is */
    CompletionStage<Publication> publish(
            String scope, String text, UnaryOperator<Problem> place, RulesetVersion.Source source, WantedMode wanted) {
        return onControlThread(() -> publishNow(scope, text, place, source, wanted));
    }

    private Publication publishNow(
            String scope, String text, UnaryOperator<Problem> place, RulesetVersion.Source source, WantedMode wanted) {
        Optional<String> obstacle = served.trials().obstacle(scope, NEW_VERSION, wanted.mode());
        if (obstacle.isPresent()) {
            return new Publication.Impossible("A new version " + obstacle.get());
        }
        long startNanos = System.nanoTime();
        Compilation compilation = compiler.compile(text);
        long compileNanos = System.nanoTime() - startNanos;
        metrics.compiled(compileNanos);
        return switch (compilation) {
            case Compilation.Refused refused -> {
                List<Problem> problems = refused.problems().stream().map(place).toList();
                served.fail(scope, problems);
                metrics.refused(source);
                yield new Publication.Refused(problems);
            }
            case Compilation.Accepted accepted -> {
                RulesetVersion version = append(
                        scope, text, source, wanted, accepted.rules().rules().size());
                if (version == null) {
                    yield new Publication.Busy();
                }
                Ruleset ruleset = new Ruleset(scope, version.version(), version.hash(), accepted.rules());
                ModeChange change = wanted.change(version.version(), clock.instant());
                // Durable first: after a crash what was answered is what serves.
                if (wanted.mode() == Mode.ACTIVE) {
                    store.activate(scope, version.version());
                } else if (wanted.mode() != Mode.DRAFT && !store.change(scope, change)) {
                    yield noRoom(ruleset.name(), wanted.mode());
                }
                served.use(ruleset, change);
                metrics.accepted(source);
                yield published(version, wanted, ruleset, accepted, compileNanos);
            }
        };
    }

    private static Publication published(
            RulesetVersion version,
            WantedMode wanted,
            Ruleset ruleset,
            Compilation.Accepted accepted,
            long compileNanos) {
        return new Publication.Published(
                version, wanted.mode(), ruleset, accepted.warnings(), TimeUnit.NANOSECONDS.toMicros(compileNanos));
    }

    /** Of a version that stays what it was, and is a draft if it is new: another node was faster. */
    private static Publication noRoom(String name, Mode mode) {
        return new Publication.Impossible(
                name + " cannot be " + mode.word() + ": the scope has as many as it may have, " + mode.versionsMax());
    }

    /**
     * The version that the text has got. Where nodes share the store, another one may be faster: then the next number is
     * tried, {@code null} if that was in vain. A text from files that is the newest version has got it already: each node
     * has the same files.
     */
    private @Nullable RulesetVersion append(
            String scope, String text, RulesetVersion.Source source, WantedMode wanted, int rules) {
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
            RulesetVersion version = new RulesetVersion(
                    next,
                    wanted.author(),
                    clock.instant(),
                    wanted.mode() == Mode.ACTIVE ? Mode.ACTIVE : Mode.DRAFT,
                    hash,
                    source,
                    rules,
                    wanted.reason());
            if (store.append(scope, version, text)) {
                return version;
            }
        }
        return null;
    }

    /** Gives a version that exists another mode; an earlier one can be made active again. */
    public CompletionStage<Publication> move(String scope, int version, WantedMode wanted) {
        return onControlThread(() -> moveNow(scope, version, wanted));
    }

    private Publication moveNow(String scope, int number, WantedMode wanted) {
        RulesetVersion version = store.history(scope).stream()
                .filter(v -> v.version() == number)
                .findFirst()
                .orElse(null);
        String text = version == null ? null : store.text(scope, number);
        if (version == null || text == null) {
            return new Publication.Unknown("version " + number);
        }
        Optional<String> obstacle = wanted.mode() != Mode.ACTIVE && isActive(scope, number)
                ? Optional.of("is active: make another version active first")
                : served.trials().obstacle(scope, number, wanted.mode());
        if (obstacle.isPresent()) {
            return new Publication.Impossible(scope + "@" + number + " " + obstacle.get());
        }
        ModeChange change = wanted.change(number, clock.instant());
        if (wanted.mode() == Mode.RETIRED) {
            retire(scope, change);
            return new Publication.Retired(number);
        }
        long startNanos = System.nanoTime();
        return switch (compiler.compile(text)) {
            case Compilation.Refused refused -> new Publication.Refused(refused.problems());
            case Compilation.Accepted accepted -> {
                Ruleset ruleset = new Ruleset(scope, number, version.hash(), accepted.rules());
                if (!store.change(scope, change)) {
                    yield noRoom(ruleset.name(), wanted.mode());
                }
                served.use(ruleset, change);
                yield published(version, wanted, ruleset, accepted, System.nanoTime() - startNanos);
            }
        };
    }

    /** Also of one that stands for an active version that did not compile at the start. */
    private boolean isActive(String scope, int version) {
        Ruleset serving = served.active(scope);
        OptionalInt activeVersion = store.active(scope);
        return (serving != null && serving.version() == version)
                || (activeVersion.isPresent() && activeVersion.getAsInt() == version);
    }

    private void retire(String scope, ModeChange change) {
        store.change(scope, change);
        served.trials().end(scope, change.version());
    }

    private CompletionStage<Publication> rollBack(Trial canary, Excess excess) {
        return onControlThread(() -> rollBackNow(canary, excess));
    }

    private Publication rollBackNow(Trial canary, Excess excess) {
        String scope = canary.ruleset().scope();
        int version = canary.ruleset().version();
        // By the change, since a version that became active meanwhile has begun the trial anew.
        boolean isCanaryStill = served.trials().in(scope).stream()
                .anyMatch(trial -> trial.change().equals(canary.change()));
        if (!isCanaryStill) {
            return new Publication.Unknown("canary " + canary.ruleset().name());
        }
        retire(
                scope,
                WantedMode.of(Mode.RETIRED, ModeChange.RISKGATE, excess.text()).change(version, clock.instant()));
        metrics.rolledBack(excess.kind());
        LOG.warnf("The canary %s is retired: %s", LogText.of(canary.ruleset().name()), excess.text());
        // As of a change through the API: it stands whether or not the journal takes it.
        if (!journal.append(
                ChangeEntry.byRiskgate(clock.instant(), MODE, scope, Integer.toString(version), excess.text()))) {
            LOG.warnf(
                    "The journal did not take that %s was retired",
                    LogText.of(canary.ruleset().name()));
        }
        return new Publication.Retired(version);
    }

    /**
     * Makes active what has become active on other nodes, and tries what is tried there, a part of it at a time.
     *
     * @param since see {@link SharedRulesetStore#changesSince}
     * @return up to where this has come: {@code since} itself if there was nothing left
     */
    CompletionStage<Long> catchUp(SharedRulesetStore shared, long since) {
        try {
            return CompletableFuture.supplyAsync(() -> others.catchUp(shared, since), control);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedStage(since);
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
        watch.stop();
        control.shutdownNow();
    }
}
