package io.riskgate.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rulesets as files: {@code <data-dir>/rulesets/<scope>/} has {@code <version>.drl} for each version, {@code
 * history.jsonl}, {@code modes.jsonl}, {@code active.json} and, since the directory's name is escaped, {@code scope.json}. All but
 * the texts is also in memory.
 *
 * <p>A scope keeps 1,000 versions: when there are more, the oldest ones that are neither active nor tried are forgotten, with
 * their lines of history. Numbers are never used again.
 */
public final class FileRulesetStore implements RulesetStore {

    static final int VERSIONS_MAX = 1_000;

    /** Of a scope's changes of modes; beyond, the oldest are forgotten, but for each version's last one. */
    static final int CHANGES_MAX = 4_000;

    /** A version for another scope than these many is refused. */
    static final int SCOPES_MAX = 100_000;

    private final Path root;
    private final int versionsMax;
    private final int changesMax;
    private final Map<String, RulesetDirectory> directories = new HashMap<>();

    /**
     * Reads what is in the directory, and makes the directory if it is missing.
     *
     * @throws UncheckedIOException naming the file that cannot be read or contradicts another
     */
    public FileRulesetStore(Path dataDir) {
        this(dataDir, VERSIONS_MAX, CHANGES_MAX);
    }

    FileRulesetStore(Path dataDir, int versionsMax, int changesMax) {
        this.root = root(dataDir);
        this.versionsMax = versionsMax;
        this.changesMax = changesMax;
        try {
            DurableFiles.createDirectories(root);
            try (Stream<Path> paths = Files.list(root)) {
                for (Path path : paths.filter(Files::isDirectory).toList()) {
                    RulesetDirectory directory = RulesetDirectory.load(path);
                    if (directory != null) {
                        directories.put(directory.scope(), directory);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text of a version in a data directory, {@code null} if there is none. Changes nothing there, so that it can be asked beside an
     * engine that runs on it.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static @Nullable String text(Path dataDir, String scope, int version) {
        Path directory = root(dataDir).resolve(ScopeName.directory(scope));
        try {
            return RulesetDirectory.text(directory, version);
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root(Path dataDir) {
        return dataDir.resolve("rulesets");
    }

    @Override
    public synchronized Set<String> scopes() {
        Set<String> scopes = new TreeSet<>();
        directories.forEach((scope, directory) -> {
            if (directory.lastVersion() > 0) {
                scopes.add(scope);
            }
        });
        return scopes;
    }

    @Override
    public synchronized Map<String, RulesetVersion> lastFromFiles() {
        Map<String, RulesetVersion> last = new HashMap<>();
        directories.forEach((scope, directory) -> directory.history().reversed().stream()
                .filter(version -> version.source() == RulesetVersion.Source.FILES)
                .findFirst()
                .ifPresent(version -> last.put(scope, version)));
        return last;
    }

    @Override
    public synchronized List<RulesetVersion> history(String scope) {
        RulesetDirectory directory = directories.get(scope);
        return directory == null ? List.of() : directory.history();
    }

    @Override
    public synchronized @Nullable String text(String scope, int version) {
        RulesetDirectory directory = directories.get(scope);
        if (directory == null || !directory.has(version)) {
            return null;
        }
        try {
            return directory.text(version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the scope cannot be a name
     * @throws IllegalStateException if there are 100,000 other scopes
     */
    @Override
    public synchronized boolean append(String scope, RulesetVersion version, String text) {
        RulesetDirectory directory = directories.get(scope);
        int next = directory == null ? 1 : directory.lastVersion() + 1;
        if (version.version() != next) {
            return false;
        }
        try {
            if (directory == null) {
                directory = create(scope);
            }
            directory.prune(versionsMax - 1);
            directory.append(version, text);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the scope has no such version
     */
    @Override
    public synchronized void activate(String scope, int version) {
        try {
            having(scope, version).activate(version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized List<ModeChange> changes(String scope) {
        RulesetDirectory directory = directories.get(scope);
        return directory == null ? List.of() : directory.changes();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the scope has no such version
     */
    @Override
    public synchronized boolean change(String scope, ModeChange change) {
        try {
            return having(scope, change.version()).change(change, changesMax);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RulesetDirectory having(String scope, int version) {
        RulesetDirectory directory = directories.get(scope);
        if (directory == null || !directory.has(version)) {
            throw new IllegalArgumentException("There is no version " + version);
        }
        return directory;
    }

    @Override
    public synchronized OptionalInt active(String scope) {
        RulesetDirectory directory = directories.get(scope);
        return directory == null || directory.active() == 0 ? OptionalInt.empty() : OptionalInt.of(directory.active());
    }

    private RulesetDirectory create(String scope) throws IOException {
        if (directories.size() >= SCOPES_MAX) {
            throw new IllegalStateException("There are already " + SCOPES_MAX + " scopes with rulesets");
        }
        RulesetDirectory directory = RulesetDirectory.create(root.resolve(ScopeName.directory(scope)), scope);
        directories.put(scope, directory);
        return directory;
    }
}
