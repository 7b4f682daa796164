package io.riskgate.rules.registry;

import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.Journal;
import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import io.riskgate.store.RulesetStore;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.StoreUnavailableException;
import io.riskgate.telemetry.LogText;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what changes in the directory of rule files ({@code riskgate.rules-dir}), as an upload would.
 *
 * <p>A text is published if it is not the one that was last published from files, so an upload that came after the last
 * change of a file stays active, also over a restart. Changes are noticed by the file system's events, and by looking
 * every {@link #LOOK_EVERY} where those are lost; a burst of them is waited out, for {@link #WAIT_MAX} at most. What
 * cannot be published is reported once, until it changes.
 *
 * <p>A scope whose directory is deleted has no rules from then on. A directory that cannot be told, since the root is not there or a link
 * leads nowhere, changes nothing: it is what a tree looks like while it is exchanged, or a volume that is not mounted.
 *
 * <p>{@link #scan} blocks and may be called from any thread; the watching has a thread of its own.
 */
@Singleton
public final class RulesDirectory {

    static final Duration QUIET = Duration.ofMillis(100);
    static final Duration WAIT_MAX = Duration.ofMillis(500);
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final int LOGGED_PROBLEMS_MAX = 20;
    private static final Logger LOG = Logger.getLogger(RulesDirectory.class);

    /** How the journal names a change of the files, which shows nobody's name. */
    private static final String BY = "files";

    private static final String WHAT = "rules/{scope}";

    private final Path root;
    private final RuleFiles files;
    private final RulesetRegistry registry;
    private final RulesetStore store;
    private final Journal journal;
    private final Clock clock;
    /** The hash of what was last tried for each scope, so that the same mistake is not reported at every look. */
    private final Map<String, String> tried = new HashMap<>();

    /** Scopes whose files cannot be told at the moment, each reported once. */
    private final Set<String> absent = new HashSet<>();

    private volatile @Nullable DirectoryEvents events;
    /** Of the watching thread alone. */
    private boolean isReported;

    @Inject
    RulesDirectory(RulesConfig config, RulesetRegistry registry, RulesetStore store, Journal journal, Clock clock) {
        this(config.rulesDir(), registry, store, journal, clock);
    }

    RulesDirectory(Path root, RulesetRegistry registry, RulesetStore store, Journal journal, Clock clock) {
        this.root = root;
        this.files = new RuleFiles(root);
        this.registry = registry;
        this.store = store;
        this.journal = journal;
        this.clock = clock;
    }

    /** Publishes what is not published yet, and returns when that is done. */
    public synchronized void scan() {
        Map<String, RulesetVersion> published = store.lastFromFiles();
        Set<String> scopes = new TreeSet<>(files.scopes());
        scopes.addAll(published.keySet());
        scopes.forEach(scope -> publishIfChanged(scope, published.get(scope)));
    }

    private void publishIfChanged(String scope, @Nullable RulesetVersion last) {
        Optional<RuleFiles.Content> content = files.read(scope);
        if (content.isPresent()) {
            absent.remove(scope);
            publishIfChanged(scope, content.get(), last);
        } else if (absent.add(scope)) {
            LOG.warnf(
                    "The files of %s cannot be told now: %s, or a link in it, leads nowhere or may not be read. What served before still does",
                    LogText.of(scope), LogText.of(root.toString()));
        }
    }

    private void publishIfChanged(String scope, RuleFiles.Content content, @Nullable RulesetVersion last) {
        switch (content) {
            case RuleFiles.Content.Broken unreadable -> {
                if (!unreadable
                        .problems()
                        .toString()
                        .equals(tried.put(scope, unreadable.problems().toString()))) {
                    registry.fail(scope, unreadable.problems());
                    report(scope, unreadable.problems());
                }
            }
            case RuleFiles.Content.Text readable -> {
                String hash = Ruleset.hash(readable.text().text());
                String before = tried.put(scope, hash);
                if (hash.equals(before)) {
                    return;
                }
                boolean isPublished = last == null
                        ? readable.text().parts().isEmpty()
                        : last.hash().equals(hash) && !wasLeftInactive(scope, last);
                if (!isPublished) {
                    publish(scope, readable.text());
                } else if (before != null) {
                    registry.mended(scope);
                }
            }
        }
    }

    /**
     * Whether the version was stored and never made active, since the process, its disk or the way to Redis failed between. What was made
     * active in its place meanwhile stays.
     */
    private boolean wasLeftInactive(String scope, RulesetVersion last) {
        Ruleset serving = registry.active(scope);
        if (serving != null && serving.hash().equals(last.hash())) {
            return false;
        }
        return store.active(scope).orElse(0) != last.version()
                && store.history(scope).stream()
                        .noneMatch(version ->
                                version.version() > last.version() && version.mode() == RulesetVersion.Mode.ACTIVE)
                && store.changes(scope).stream()
                        .noneMatch(change -> change.mode() == RulesetVersion.Mode.ACTIVE
                                && !change.at().isBefore(last.publishedAt()));
    }

    private void publish(String scope, MergedText text) {
        try {
            Publication publication = registry.publish(
                            scope,
                            text.text(),
                            text::inItsFile,
                            RulesetVersion.Source.FILES,
                            WantedMode.of(RulesetVersion.Mode.ACTIVE, root.toString(), null))
                    .toCompletableFuture()
                    .get();
            switch (publication) {
                case Publication.Published published -> {
                    journal.append(new ChangeEntry(
                            clock.instant(),
                            BY,
                            WHAT,
                            scope,
                            Integer.toString(published.ruleset().version())));
                    LOG.infof(
                            "%s is active: %d rules from %s",
                            LogText.of(published.ruleset().name()),
                            published.version().rules(),
                            LogText.of(root.resolve(scope).toString()));
                }
                case Publication.Refused refused -> report(scope, refused.problems());
                case Publication.Busy busy -> tried.remove(scope);
                case Publication.Unknown unknown -> throw new IllegalStateException(unknown.what());
                case Publication.Impossible impossible -> throw new IllegalStateException(impossible.message());
                case Publication.Retired retired -> throw new IllegalStateException("retired " + retired.version());
            }
        } catch (ExecutionException failed) {
            tried.remove(scope);
            if (failed.getCause() instanceof StoreUnavailableException unreachable) {
                throw unreachable;
            }
            LOG.errorf(failed.getCause(), "The rules of %s could not be published", LogText.of(scope));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void report(String scope, List<Problem> problems) {
        problems.stream()
                .limit(LOGGED_PROBLEMS_MAX)
                .forEach(problem -> LOG.warnf(
                        "The rules of %s are refused, what served before still does: %s:%d:%d %s: %s",
                        LogText.of(scope),
                        LogText.of(String.valueOf(problem.file())),
                        problem.line(),
                        problem.column(),
                        problem.code(),
                        LogText.of(problem.message())));
    }

    /** Starts to watch. */
    public void watch() {
        DirectoryEvents opened = DirectoryEvents.of(root);
        if (opened == null) {
            LOG.warnf("Changes of files are looked for every %d s only", LOOK_EVERY.toSeconds());
        }
        events = opened;
        Thread.ofPlatform().name("riskgate-rules-directory").daemon().start(this::watchUntilClosed);
    }

    @PreDestroy
    void close() throws IOException {
        DirectoryEvents open = events;
        if (open != null) {
            open.close();
        }
    }

    private void watchUntilClosed() {
        try {
            while (true) {
                follow();
                scanIfReachable();
                if (awaitChange(LOOK_EVERY)) {
                    long endNanos = System.nanoTime() + WAIT_MAX.toNanos();
                    while (System.nanoTime() - endNanos < 0 && awaitChange(QUIET)) {
                        follow();
                    }
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException ended) {
            LOG.debug("No longer watching");
        }
    }

    private void scanIfReachable() {
        try {
            scan();
            isReported = false;
        } catch (UncheckedIOException unreachable) {
            if (!isReported) {
                LOG.warnf(
                        "What changed in files cannot be published now: %s",
                        LogText.of(String.valueOf(unreachable.getMessage())));
                isReported = true;
            }
        }
    }

    /** Watches the root and every scope's directory, those made since the last look included. */
    private void follow() {
        DirectoryEvents open = events;
        if (open != null) {
            open.follow(root, files.scopes());
        }
    }

    private boolean awaitChange(Duration timeout) throws InterruptedException {
        DirectoryEvents open = events;
        if (open != null) {
            return open.awaitChange(timeout);
        }
        TimeUnit.NANOSECONDS.sleep(timeout.toNanos());
        return false;
    }
}
