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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<String, Ruleset> active = new ConcurrentHashMap<>();
    /** When it became active on this node, since its start. */
    private final Map<String, Instant> servedSince = new ConcurrentHashMap<>();

    private final Map<String, FailedPublication> failures = new ConcurrentHashMap<>();
    private final RunningTrials trials;
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
        this.trials = new RunningTrials(clock);
        this.watch = new CanaryWatch(trials::canaries, this::rollBack);
        metrics.gauges(active, failures, trials);
    }

    @Override
    public @Nullable Ruleset active(String scope) {
        return active.get(scope);
    }

    /** Since when the active version of the scope serves, on this node and since its start; empty if it has none. */
    public Optional<Instant> servedSince(String scope) {
        return Optional.ofNullable(servedSince.get(scope));
    }

    @Override
    public List<Trial> trials(String scope) {
        return trials.in(scope);
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
     * Makes the stored active versions active again, and tries what was tried. Blocks; for the start. A version that does not
     * compile any more is reported, and the newest older one that does serves in its place. Compiles on all processors.
     */
    public void load() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        store.scopes().parallelStream().forEach(scope -> load(scope, application));
        loaded = true;
        watch.start();
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

    private void loadActive(String scope, List<RulesetVersion> history, int serving) {
        for (RulesetVersion candidate : history.reversed()) {
            if (candidate.version() > serving) {
                continue;
            }
            Optional<Ruleset> compiled = compiled(scope, candidate);
            if (compiled.isPresent()) {
                activate(compiled.get());
                return;
            }
        }
    }

    private void loadTrial(String scope, RulesetVersion version, ModeChange change) {
        compiled(scope, version).ifPresent(ruleset -> trials.begin(ruleset, change, active.get(scope)));
    }

    private Optional<Ruleset> compiled(String scope, RulesetVersion version) {
        String text = store.text(scope, version.version());
        if (text != null && compiler.compile(text) instanceof Compilation.Accepted accepted) {
            return Optional.of(new Ruleset(scope, version.version(), version.hash(), accepted.rules()));
        }
        LOG.errorf("%s@%d does not compile any more", LogText.of(scope), version.version());
        return Optional.empty();
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
        Optional<String> obstacle = trials.obstacle(scope, NEW_VERSION, wanted.mode());
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
                failures.put(scope, new FailedPublication(clock.instant(), problems));
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
                use(ruleset, change);
                failures.remove(scope);
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

    /** In the mode that it has from now on. */
    private void use(Ruleset ruleset, ModeChange change) {
        switch (change.mode()) {
            case ACTIVE -> serve(ruleset);
            case SHADOW, CANARY -> trials.begin(ruleset, change, active.get(ruleset.scope()));
            case DRAFT, RETIRED -> trials.end(ruleset.scope(), ruleset.version());
        }
    }

    private void serve(Ruleset ruleset) {
        activate(ruleset);
        trials.compareWith(ruleset);
    }

    private void activate(Ruleset ruleset) {
        active.put(ruleset.scope(), ruleset);
        servedSince.put(ruleset.scope(), clock.instant());
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
                : trials.obstacle(scope, number, wanted.mode());
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
                use(ruleset, change);
                failures.remove(scope);
                yield published(version, wanted, ruleset, accepted, System.nanoTime() - startNanos);
            }
        };
    }

    /** Also of one that stands for an active version that did not compile at the start. */
    private boolean isActive(String scope, int version) {
        Ruleset serving = active.get(scope);
        OptionalInt stored = store.active(scope);
        return (serving != null && serving.version() == version)
                || (stored.isPresent() && stored.getAsInt() == version);
    }

    private void retire(String scope, ModeChange change) {
        store.change(scope, change);
        trials.end(scope, change.version());
    }

    private CompletionStage<Publication> rollBack(Trial canary, Excess excess) {
        return onControlThread(() -> rollBackNow(canary, excess));
    }

    private Publication rollBackNow(Trial canary, Excess excess) {
        String scope = canary.ruleset().scope();
        int version = canary.ruleset().version();
        // By the change, since a version that became active meanwhile has begun the trial anew.
        boolean isCanaryStill =
                trials.in(scope).stream().anyMatch(trial -> trial.change().equals(canary.change()));
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

    /** The active version of each scope. */
    Map<String, Integer> versions() {
        return active.values().stream().collect(Collectors.toMap(Ruleset::scope, Ruleset::version));
    }

    /**
     * Makes active what has become active on other nodes, and tries what is tried there, a part of it at a time.
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
        if (changes.number() != since) {
            changes.active().forEach(this::follow);
            shared.triedSince(since).forEach(this::followTrials);
        }
        return changes.number();
    }

    private void followTrials(String scope, List<ModeChange> tried) {
        for (Trial trial : trials.in(scope)) {
            if (!tried.contains(trial.change())) {
                trials.end(scope, trial.ruleset().version());
            }
        }
        List<ModeChange> begun = trials.in(scope).stream().map(Trial::change).toList();
        List<ModeChange> news =
                tried.stream().filter(change -> !begun.contains(change)).toList();
        if (!news.isEmpty()) {
            List<RulesetVersion> history = store.history(scope);
            news.forEach(change -> history.stream()
                    .filter(version -> version.version() == change.version())
                    .forEach(version -> loadTrial(scope, version, change)));
        }
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
                serve(new Ruleset(scope, version.version(), version.hash(), accepted.rules()));
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
        watch.stop();
        control.shutdownNow();
    }
}
