package io.riskgate.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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
    private final List<RulesetVersion> history = new ArrayList<>();
    private long historyBytes;
    private int active;

    private RulesetDirectory(Path path, String scope) {
        this.path = path;
        this.scope = scope;
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
            throw new IOException(path.resolve(SCOPE) + " belongs to another directory");
        }
        RulesetDirectory directory = new RulesetDirectory(path, file.scope());
        directory.loadHistory();
        ActiveFile active = read(path.resolve(ACTIVE), ActiveFile.class);
        if (active != null) {
            if (!directory.has(active.version())) {
                throw new IOException(path.resolve(ACTIVE) + " names a version that is not in the history");
            }
            directory.active = active.version();
        }
        return directory;
    }

    String scope() {
        return scope;
    }

    List<RulesetVersion> history() {
        return List.copyOf(history);
    }

    /** The active version, or 0. */
    int active() {
        return active;
    }

    int lastVersion() {
        return history.isEmpty() ? 0 : history.getLast().version();
    }

    boolean has(int version) {
        return history.stream().anyMatch(v -> v.version() == version);
    }

    String text(int version) throws IOException {
        return Files.readString(path.resolve(textFile(version)));
    }

    void append(RulesetVersion version, String text) throws IOException {
        DurableFiles.replace(path, textFile(version.version()), text.getBytes(UTF_8));
        byte[] line = line(version);
        Path file = path.resolve(HISTORY);
        try (FileChannel channel =
                DurableFiles.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            // Also cuts off what an earlier attempt that failed has left.
            channel.truncate(historyBytes);
            channel.position(historyBytes);
            DurableFiles.writeFully(channel, ByteBuffer.wrap(line));
            channel.force(true);
        }
        if (history.isEmpty()) {
            DurableFiles.syncDirectory(path);
        }
        history.add(version);
        historyBytes += line.length;
    }

    void activate(int version) throws IOException {
        DurableFiles.replace(path, ACTIVE, JSON.writeValueAsBytes(new ActiveFile(version)));
        active = version;
    }

    /** Forgets the oldest versions but the active one, so that at most so many are left. */
    void prune(int versionsMax) throws IOException {
        List<RulesetVersion> kept = new ArrayList<>(history);
        List<RulesetVersion> pruned = new ArrayList<>();
        for (RulesetVersion version : history) {
            if (kept.size() <= versionsMax) {
                break;
            }
            if (version.version() != active) {
                kept.remove(version);
                pruned.add(version);
            }
        }
        if (pruned.isEmpty()) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (RulesetVersion version : kept) {
            lines.write(line(version));
        }
        DurableFiles.replace(path, HISTORY, lines.toByteArray());
        historyBytes = lines.size();
        history.clear();
        history.addAll(kept);
        for (RulesetVersion version : pruned) {
            Files.deleteIfExists(path.resolve(textFile(version.version())));
        }
    }

    private void loadHistory() throws IOException {
        Path file = path.resolve(HISTORY);
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                addFromHistory(file, bytes, start, i - start);
                start = i + 1;
            }
        }
        historyBytes = start;
        if (start < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(start);
                channel.force(true);
            }
        }
    }

    private void addFromHistory(Path file, byte[] bytes, int start, int length) throws IOException {
        String where = file + " line " + (history.size() + 1);
        RulesetVersion version;
        try {
            version = JSON.readValue(bytes, start, length, RulesetVersion.class);
        } catch (JsonProcessingException e) {
            throw new IOException(where + " is not a version", e);
        }
        if (version.version() <= lastVersion()) {
            throw new IOException(where + " is out of order");
        }
        history.add(version);
    }

    private static String textFile(int version) {
        return version + ".drl";
    }

    private static byte[] line(RulesetVersion version) throws IOException {
        return (JSON.writeValueAsString(version) + "\n").getBytes(UTF_8);
    }

    private static <T> @Nullable T read(Path file, Class<T> type) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (NoSuchFileException e) {
            return null;
        } catch (JsonProcessingException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }
}
