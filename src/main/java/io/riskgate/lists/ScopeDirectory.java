package io.riskgate.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riskgate.store.DamagedFileException;
import io.riskgate.store.DurableFiles;
import io.riskgate.store.ScopeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the logs of one scope's lists are. {@code scope.json} says whose the directory is, since its name is escaped and,
 * when long, hashed. Blocks; for one thread at a time.
 */
record ScopeDirectory(Path path, String scope) {

    private static final String SCOPE_FILE = "scope.json";
    private static final String LOG_SUFFIX = ".jsonl";
    private static final JsonMapper JSON = new JsonMapper();

    /** Makes the directory of a new scope, also over one that a crash left unfinished. */
    static ScopeDirectory create(Path root, String scope) throws IOException {
        Path path = root.resolve(ScopeName.directory(scope));
        DurableFiles.createDirectories(path);
        String content = JSON.createObjectNode().put("scope", scope).toString();
        DurableFiles.replace(path, SCOPE_FILE, content.getBytes(UTF_8));
        return new ScopeDirectory(path, scope);
    }

    /**
     * Reads whose directory it is; {@code null} if it was never finished, so that nothing can be in it.
     *
     * @throws IOException naming the file that cannot be read or belongs to another directory
     */
    static @Nullable ScopeDirectory open(Path path) throws IOException {
        Path file = path.resolve(SCOPE_FILE);
        JsonNode content;
        try {
            content = JSON.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return null;
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(file + " cannot be read", e);
        }
        String scope = content.path("scope").asText();
        if (scope.isEmpty() || !path.endsWith(ScopeName.directory(scope))) {
            throw new DamagedFileException(file + " belongs to another directory");
        }
        return new ScopeDirectory(path, scope);
    }

    /** The names of the lists that have a log; whatever else is in the directory is left alone. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(LOG_SUFFIX))
                    .map(file -> file.substring(0, file.length() - LOG_SUFFIX.length()))
                    .filter(ListRules::isName)
                    .toList();
        }
    }

    ListLog log(String name) {
        return new ListLog(path.resolve(name + LOG_SUFFIX));
    }
}
