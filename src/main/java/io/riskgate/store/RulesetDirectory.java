package io.riskgate.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.riskgate.store.RulesetVersion.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of one scope. What is in memory changes only after the disk has it. Not thread-safe.
 *
 * <p>A version exists from the moment its history line is whole: the text is written before it, and a line that a crash
 * left unfinished is cut off by the next start.
 */
final class RulesetDirectory {

    private static final String SCOPE = "scope.json";
    private static final String HISTORY = "history.jsonl";
    private static final String MODES = "modes.jsonl";
    private static final String ACTIVE = "active.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private record ScopeFile(String scope) {}

    private record ActiveFile(int version) {}

    private final Path path;
    private final String scope;
    private final JsonLines<RulesetVersion> history;
    private final JsonLines<ModeChange> changes;
    private int active;

    private RulesetDirectory(Path path, String scope) {
        this.path = path;
        this.scope = scope;
        history = new JsonLines<>(path, HISTORY, JSON);
        changes = new JsonLines<>(path, MODES, JSON);
    }

    /** Makes the directory of a new scope, also over one that a crash left unfinished. */
    static RulesetDirectory create(Path path, String scope) throws IOException {
        DurableFiles.createDirectories(path);
        DurableFiles.replace(path, SCOPE, JSON.writeValueAsBytes(new ScopeFile(scope)));
        return new RulesetDirectory(path, scope);
    }

    /**
     * Reads what is there; {@code null} if the directory was never finished.
     *
     * @throws IOException naming the file, also if what it says cannot be
     */
    static @Nullable RulesetDirectory load(Path path) throws IOException {
        ScopeFile file = read(path.resolve(SCOPE), ScopeFile.class);
        if (file == null) {
            return null;
        }
        if (!path.endsWith(ScopeName.directory(file.scope()))) {
            throw new DamagedFileException(path.resolve(SCOPE) + " belongs to another directory");
        }
        RulesetDirectory directory = new RulesetDirectory(path, file.scope());
        directory.loadHistory();
        directory.changes.load(ModeChange.class);
        ActiveFile active = read(path.resolve(ACTIVE), ActiveFile.class);
        if (active != null) {
            if (!directory.has(active.version())) {
                throw new DamagedFileException(path.resolve(ACTIVE) + " names a version that is not in the history");
            }
            directory.active = active.version();
        }
        return directory;
    }

    private void loadHistory() throws IOException {
        history.load(RulesetVersion.class);
        List<RulesetVersion> versions = history.values();
        for (int i = 1; i < versions.size(); i++) {
            if (versions.get(i).version() <= versions.get(i - 1).version()) {
                throw new DamagedFileException(history.place(i) + " is out of order");
            }
        }
    }

    String scope() {
        return scope;
    }

    List<RulesetVersion> history() {
        return List.copyOf(history.values());
    }

    /** Oldest first. */
    List<ModeChange> changes() {
        return List.copyOf(changes.values());
    }

    /** The active version, or 0. */
    int active() {
        return active;
    }

    int lastVersion() {
        return history.values().isEmpty() ? 0 : history.values().getLast().version();
    }

    boolean has(int version) {
        return history.values().stream().anyMatch(v -> v.version() == version);
    }

    String text(int version) throws IOException {
        return text(path, version);
    }

    static String text(Path directory, int version) throws IOException {
        return Files.readString(directory.resolve(textFile(version)));
    }

    void append(RulesetVersion version, String text) throws IOException {
        DurableFiles.replace(path, textFile(version.version()), text.getBytes(UTF_8));
        history.append(version);
    }

    void activate(int version) throws IOException {
        DurableFiles.replace(path, ACTIVE, JSON.writeValueAsBytes(new ActiveFile(version)));
        active = version;
    }

    /**
     * Keeps a change. Which version is active is known before the line that tells of it: a crash between must not leave a line that
     * lies.
     *
     * @param changesMax when there are so many, half of them are forgotten: the oldest, but for each version's last one
     * @return {@code false} if the scope has no room for the change
     */
    boolean change(ModeChange change, int changesMax) throws IOException {
        if (change.mode().isTried() && others(change) >= change.mode().versionsMax()) {
            return false;
        }
        if (change.mode() == Mode.ACTIVE) {
            activate(change.version());
        }
        if (changes.values().size() >= changesMax) {
            forgetChanges(changesMax / 2);
        }
        changes.append(change);
        return true;
    }

    /** How many other versions have the mode now. */
    private long others(ModeChange change) {
        Map<Integer, ModeChange> last = new HashMap<>();
        changes.values().forEach(each -> last.put(each.version(), each));
        return history.values().stream()
                .filter(version -> version.version() != change.version()
                        && version.now(version.version() == active, last.get(version.version())) == change.mode())
                .count();
    }

    private void forgetChanges(int newest) throws IOException {
        List<ModeChange> all = changes.values();
        List<ModeChange> kept = new ArrayList<>();
        Set<Integer> known = new HashSet<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (known.add(all.get(i).version()) || all.size() - i <= newest) {
                kept.addFirst(all.get(i));
            }
        }
        changes.replace(kept);
    }

    /** Forgets the oldest versions but those in use, so that at most so many are left. */
    void prune(int versionsMax) throws IOException {
        List<RulesetVersion> kept = new ArrayList<>(history.values());
        Set<Integer> pruned = new HashSet<>();
        for (RulesetVersion version : history.values()) {
            if (kept.size() <= versionsMax) {
                break;
            }
            if (!isInUse(version.version())) {
                kept.remove(version);
                pruned.add(version.version());
            }
        }
        if (pruned.isEmpty()) {
            return;
        }
        history.replace(kept);
        if (changes.values().stream().anyMatch(change -> pruned.contains(change.version()))) {
            changes.replace(changes.values().stream()
                    .filter(change -> !pruned.contains(change.version()))
                    .toList());
        }
        for (int version : pruned) {
            Files.deleteIfExists(path.resolve(textFile(version)));
        }
    }

    private boolean isInUse(int version) {
        return version == active
                || changes.values().reversed().stream()
                        .filter(change -> change.version() == version)
                        .findFirst()
                        .filter(change -> change.mode().isTried())
                        .isPresent();
    }

    private static String textFile(int version) {
        return version + ".drl";
    }

    private static <T> @Nullable T read(Path file, Class<T> type) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (NoSuchFileException e) {
            return null;
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(file + " cannot be read", e);
        }
    }
}
