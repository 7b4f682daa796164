package io.riskgate.limits;

import io.riskgate.limits.LimitWrite.Full;
import io.riskgate.limits.LimitWrite.Stored;
import io.riskgate.store.DamagedFileException;
import io.riskgate.store.DurableFiles;
import io.riskgate.store.ScopeName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The limits of one node, durable as {@code <data-dir>/limits/<scope>.json}, a file a scope, replaced as a whole. A crash
 * during a write leaves the old file or the new one.
 */
public final class FileLimits extends Limits {

    private static final String SUFFIX = ".json";

    private final Path root;
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * Reads what is in the directory, and makes it if it is missing.
     *
     * @throws UncheckedIOException naming the file that cannot be read: without a limit more would go through than may
     */
    public FileLimits(Path dataDir) {
        root = dataDir.resolve("limits");
        try {
            DurableFiles.createDirectories(root);
            try (Stream<Path> files = Files.list(root)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                    load(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(Path file) throws IOException {
        List<Limit> limits;
        try {
            limits = LimitJson.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DamagedFileException(file + " cannot be read", e);
        }
        if (!limits.isEmpty()) {
            replace(limits.getFirst().scope(), limits);
        }
    }

    @Override
    LimitWrite store(Limit limit) {
        writing.lock();
        try {
            List<Limit> limits = without(limit.scope(), limit.name());
            boolean created = limits.size() == in(limit.scope()).size();
            if (limits.size() >= LIMITS_PER_SCOPE_MAX) {
                return Full.limits();
            }
            if (in(limit.scope()).isEmpty() && scopeCount() >= SCOPES_MAX) {
                return Full.scopes();
            }
            limits.add(limit);
            write(limit.scope(), limits);
            return new Stored(created);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean delete(String scope, String name) {
        writing.lock();
        try {
            List<Limit> limits = without(scope, name);
            if (limits.size() == in(scope).size()) {
                return false;
            }
            write(scope, limits);
            return true;
        } finally {
            writing.unlock();
        }
    }

    private void write(String scope, List<Limit> limits) {
        try {
            DurableFiles.replace(root, ScopeName.directory(scope) + SUFFIX, LimitJson.write(scope, limits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        replace(scope, limits);
    }
}
