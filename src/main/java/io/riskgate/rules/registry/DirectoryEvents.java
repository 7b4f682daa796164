package io.riskgate.rules.registry;

import io.riskgate.telemetry.LogText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells when something changes in a directory or in the directories below it, also where links lead to them and are exchanged.
 *
 * <p>The file system's events come from a directory itself, by whatever path it was reached. Where a whole tree is replaced by giving a link
 * another target, as Kubernetes does with mounted ConfigMaps and git-sync with its worktree, the old directory says nothing. So the
 * directories in which such links lie are watched too ({@link #turns turns}), and so is the last one that there is before a part of the path
 * that is missing.
 *
 * <p>{@link #follow} and {@link #awaitChange} are for one thread, and block; {@link #close} may come from any.
 */
final class DirectoryEvents implements Closeable {

    /** What Linux follows at most in one path. */
    static final int LINKS_MAX = 40;

    private static final WatchEvent.Kind<?>[] CONTENT = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    /** A link is not written to but made or put in another's place. What else is beside it may be a log, written all the time. */
    private static final WatchEvent.Kind<?>[] TURN = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE
    };

    private static final Logger LOG = Logger.getLogger(DirectoryEvents.class);

    private final WatchService service;
    private final Map<Watched, WatchKey> keys = new HashMap<>();

    /**
     * A directory that is watched.
     *
     * @param directory which it is, even if another one gets its name; its path where the file system has no such thing
     */
    private record Watched(Object directory, boolean isTurn) {}

    private DirectoryEvents(WatchService service) {
        this.service = service;
    }

    /** Events of a path's file system, or {@code null} if it tells none. */
    static @Nullable DirectoryEvents of(Path path) {
        try {
            return new DirectoryEvents(path.getFileSystem().newWatchService());
        } catch (IOException | UnsupportedOperationException none) {
            return null;
        }
    }

    /**
     * From now on tells of the root and those of its directories, as far as they are there, of what leads to them, and of nothing else.
     *
     * @param names of directories in the root, or of links to some
     */
    void follow(Path root, Collection<String> names) {
        Set<Path> turns = new HashSet<>();
        Set<Path> contents = new HashSet<>();
        Path absolute = root.toAbsolutePath();
        Path reached = turns(absolute.getRoot(), absolute, turns);
        if (reached != null) {
            contents.add(reached);
            for (String name : names) {
                Path directory = turns(reached, reached.getFileSystem().getPath(name), turns);
                if (directory != null) {
                    contents.add(directory);
                }
            }
        }
        turns.removeAll(contents);

        Map<Watched, Path> wanted = new HashMap<>();
        contents.forEach(directory -> want(directory, false, wanted));
        turns.forEach(directory -> want(directory, true, wanted));
        keys.values().removeIf(key -> !key.isValid());
        keys.entrySet().removeIf(entry -> {
            boolean isUnwanted = !wanted.containsKey(entry.getKey());
            if (isUnwanted) {
                entry.getValue().cancel();
            }
            return isUnwanted;
        });
        wanted.keySet().removeAll(keys.keySet());
        wanted.forEach(this::register);
    }

    /**
     * Where a path leads, followed part by part, and the directories on the way in which another link would lead elsewhere.
     *
     * @param from a directory, by a path without links
     * @param turns gets those directories, and the one in which a part is missing
     * @return {@code null} if it leads nowhere
     */
    private static @Nullable Path turns(Path from, Path path, Set<Path> turns) {
        Path at = from;
        Deque<Path> ahead = new ArrayDeque<>();
        path.forEach(ahead::add);
        int links = 0;
        while (!ahead.isEmpty()) {
            Path part = ahead.pop();
            Path next = at.resolve(part).normalize();
            if (Files.isSymbolicLink(next)) {
                turns.add(at);
                Path target = target(next);
                if (target == null || ++links > LINKS_MAX) {
                    return null;
                }
                if (target.isAbsolute()) {
                    at = target.getRoot();
                }
                for (int i = target.getNameCount() - 1; i >= 0; i--) {
                    ahead.push(target.getName(i));
                }
            } else if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                at = next;
            } else {
                turns.add(at);
                return null;
            }
        }
        return at;
    }

    private static @Nullable Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException exchanged) {
            return null;
        }
    }

    private static void want(Path directory, boolean isTurn, Map<Watched, Path> wanted) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                Object key = attributes.fileKey();
                wanted.put(new Watched(key == null ? directory : key, isTurn), directory);
            }
        } catch (IOException gone) {
            LOG.debugf("%s is gone", LogText.of(directory.toString()));
        }
    }

    private void register(Watched watched, Path directory) {
        try {
            keys.put(watched, directory.register(service, watched.isTurn() ? TURN : CONTENT));
        } catch (IOException impossible) {
            LOG.debugf("%s cannot be watched", LogText.of(directory.toString()));
        }
    }

    /**
     * Returns whether something changed within the time. What it was does not matter: all is read again.
     *
     * @throws java.nio.file.ClosedWatchServiceException if this is closed meanwhile
     */
    boolean awaitChange(Duration timeout) throws InterruptedException {
        WatchKey key = service.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (key == null) {
            return false;
        }
        key.pollEvents();
        if (!key.reset()) {
            keys.values().remove(key);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
