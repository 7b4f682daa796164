package io.riskgate.ruletest;

import io.riskgate.rules.compile.DrlCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of rules and one of tests in a directory {@code acme}, and what running them shows. */
final class TestFiles {

    static final Path FIXTURES = Path.of("src/test/resources/ruletest");

    private final RuleTestFiles files;

    TestFiles(Path temporary) {
        this(temporary, "acme");
    }

    TestFiles(Path temporary, String scope) {
        try {
            Path directory = Files.createDirectories(temporary.resolve(scope));
            files = RuleTestFiles.of(directory.resolve("gift_cards.drl"));
            Files.copy(FIXTURES.resolve("gift_cards.drl"), files.rules());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RuleTestFiles files() {
        return files;
    }

    /** Runs these tests of these rules. */
    TestedRules run(String rules, String tests) {
        try {
            Files.writeString(files.rules(), rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(tests);
    }

    /** Runs these tests of the rules in {@code gift_cards.drl}. */
    TestedRules run(String tests) {
        try {
            Files.writeString(files.tests(), tests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run();
    }

    TestedRules run() {
        return new RuleTestRunner(new DrlCompiler()).run(files);
    }
}
