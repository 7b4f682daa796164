package io.riskgate.rules.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Rule files to begin with, for tests that change them at random. */
final class Seeds {

    private static final List<Path> DIRECTORIES = List.of(Path.of("rules"), Path.of("src/test/resources/rules"));

    /** Longer ones show a limit and nothing else, and take the time of many short ones. */
    private static final int LENGTH_MAX = 4_000;

    private Seeds() {}

    /** The text of every rule file that is served, accepted or refused; in the order of their paths. */
    static List<String> texts() {
        return DIRECTORIES.stream()
                .flatMap(Seeds::files)
                .map(Seeds::read)
                .filter(text -> text.length() <= LENGTH_MAX)
                .toList();
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".drl")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
