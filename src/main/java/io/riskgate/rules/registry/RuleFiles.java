package io.riskgate.rules.registry;

import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the directory of rule files: each subdirectory is a scope, its {@code *.drl} files, by name, are the scope's
 * ruleset. What editors leave beside them is not looked at. Blocks.
 */
public final class RuleFiles {

    static final int FILES_MAX = 1_000;
    static final int FILE_BYTES_MAX = 256 * 1024;

    private static final Pattern RULE_FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*\\.drl");

    private final Path root;

    public RuleFiles(Path root) {
        this.root = root;
    }

    /** What a scope's directory holds. */
    public sealed interface Content {

        record Text(MergedText text) implements Content {}

        record Broken(List<Problem> problems) implements Content {}
    }

    /** The scopes that have a directory; none if the root is not there. */
    public Set<String> scopes() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && Ruleset.isScope(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException | UncheckedIOException absent) {
            return Set.of();
        }
    }

    /** The scope's text, empty if its directory has no rule files or is gone. */
    Content read(String scope) {
        return readDirectory(root.resolve(scope));
    }

    /** The text of one directory, empty if it has no rule files or is gone. */
    public static Content readDirectory(Path directory) {
        List<Path> files = in(directory);
        return files.size() > FILES_MAX
                ? new Content.Broken(List.of(
                        problem(name(directory), "text_too_long", "There are more than " + FILES_MAX + " files")))
                : read(files);
    }

    /** The text of one file, as if it were alone in its directory. */
    public static Content readFile(Path file) {
        return read(List.of(file));
    }

    /** The rule files of one directory, by name; none if it is gone. One more than {@link #FILES_MAX} at most. */
    public static List<Path> in(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(path -> RULE_FILE.matcher(name(path)).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
        } catch (IOException | UncheckedIOException gone) {
            return List.of();
        }
    }

    private static Content read(List<Path> paths) {
        List<Problem> problems = new ArrayList<>();
        List<MergedText.RuleFile> files = new ArrayList<>();
        for (Path file : paths) {
            String name = name(file);
            try {
                if (Files.size(file) > FILE_BYTES_MAX) {
                    problems.add(problem(
                            name, "text_too_long", "The file is larger than " + FILE_BYTES_MAX / 1024 + " KiB"));
                } else {
                    files.add(new MergedText.RuleFile(name, decode(Files.readAllBytes(file))));
                }
            } catch (CharacterCodingException notUtf8) {
                problems.add(problem(name, "syntax", "The file is not UTF-8"));
            } catch (IOException unreadable) {
                problems.add(problem(name, "syntax", "The file cannot be read"));
            }
        }
        return problems.isEmpty() ? new Content.Text(MergedText.of(files)) : new Content.Broken(problems);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static Problem problem(String file, String code, String message) {
        return new Problem(code, Problem.Severity.ERROR, message, 1, 1, "", null, file);
    }
}
