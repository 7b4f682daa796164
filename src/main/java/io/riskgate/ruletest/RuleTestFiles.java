package io.riskgate.ruletest;

import io.riskgate.rules.registry.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A file of rules and the file of its tests, which is beside it: {@code card_testing.drl} and {@code
 * card_testing_test.yaml}. Either may be missing.
 */
public record RuleTestFiles(Path rules, Path tests) {

    private static final String RULES = ".drl";
    private static final String TESTS = "_test.yaml";

    /** Whether a file is called as a file of tests is. */
    public static boolean isTests(Path file) {
        return String.valueOf(file.getFileName()).endsWith(TESTS);
    }

    /**
     * The pair that a file belongs to.
     *
     * @param file either of the two
     */
    public static RuleTestFiles of(Path file) {
        String name = String.valueOf(file.getFileName());
        String base = name.substring(0, name.length() - (isTests(file) ? TESTS : RULES).length());
        return new RuleTestFiles(file.resolveSibling(base + RULES), file.resolveSibling(base + TESTS));
    }

    /** All of a directory, by name. Blocks. */
    public static List<RuleTestFiles> in(Path directory) {
        TreeSet<Path> rules = new TreeSet<>(RuleFiles.in(directory));
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(RuleTestFiles::isTests)
                    .map(tests -> of(tests).rules())
                    .forEach(rules::add);
        } catch (IOException | UncheckedIOException gone) {
            return List.of();
        }
        return rules.stream().map(RuleTestFiles::of).toList();
    }
}
