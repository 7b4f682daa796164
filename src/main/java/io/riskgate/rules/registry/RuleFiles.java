package io.riskgate.rules.registry;

import io.riskgate.rules.Problem;
import io.riskgate.rules.Ruleset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the directory of rule files: each subdirectory is a scope, its {@code *.drl} files, by name, are the scope's
 * ruleset. What editors leave beside them is not looked at, nor anything hidden, such as {@code .git} or the {@code ..data} of a mounted
 * ConfigMap. Links are followed. Blocks.
 */
public final class RuleFiles {

    static final int FILES_MAX = 1_000;
    static final int FILE_BYTES_MAX = 256 * 1024;

    /** How often a scope is read at one look if its tree is exchanged meanwhile. */
    static final int ATTEMPTS_MAX = 3;

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

    /**
     * The scope's text, one of no rules if its directory has no rule files or is gone. Nothing while that cannot be told: the root is not
     * there, a link leads nowhere, the directory may not be read, or the tree was exchanged at each attempt.
     */
    Optional<Content> read(String scope) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                Optional<Path> directory = directory(scope);
                List<Path> files = directory.isPresent() ? list(directory.get()) : List.of();
                List<Path> places = places(files);
                Content content = read(root.resolve(scope), files);
                if (places(files).equals(places) && directory(scope).equals(directory)) {
                    return Optional.of(content);
                }
            } catch (IOException exchanged) {
                // What was listed, or what a link led to, is there no more. Seldom for long.
            }
        }
        return Optional.empty();
    }

    /**
     * Where a scope's directory really is, if it has one. A tree that is exchanged by its links is read as it was before or after, not half and
     * half: it is read at this path, whatever the links say meanwhile, and files that are links themselves must lead to the same places after
     * reading as before.
     */
    private Optional<Path> directory(String scope) throws IOException {
        Path directory = root.toRealPath().resolve(scope);
        return Files.exists(directory, LinkOption.NOFOLLOW_LINKS) ? Optional.of(place(directory)) : Optional.empty();
    }

    private static List<Path> places(List<Path> files) throws IOException {
        List<Path> places = new ArrayList<>(files.size());
        for (Path file : files) {
            places.add(place(file));
        }
        return places;
    }

    /** Where a file or directory is, if it is a link, and otherwise its path. */
    private static Path place(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isSymbolicLink()
                ? path.toRealPath()
                : path;
    }

    /** The text of one directory, empty if it has no rule files or is gone. */
    public static Content readDirectory(Path directory) {
        return read(directory, in(directory));
    }

    private static Content read(Path directory, List<Path> files) {
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
        try {
            return list(directory);
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(path -> RULE_FILE.matcher(name(path)).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
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
