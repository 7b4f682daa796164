package io.riskgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {

    private static final String RULES = """
            rule "large" when Checkout( amount >= 100 ) then decision.review("large"); end
            rule "free" when Checkout( amount == 0 ) then decision.tag("free"); end
            """;
    private static final String LARGE = """
              - name: 100 is large
                checkout: {amount: 100}
                expect: {verdict: REVIEW}
            """;
    private static final String FREE = """
              - name: nothing is free
                checkout: {amount: 0}
                expect: {verdict: APPROVE, tags: [free]}
            """;
    private static final String WRONG = """
              - name: 99 is large
                checkout: {amount: 99}
                expect: {verdict: REVIEW}
            """;

    @TempDir
    Path directory;

    private Path rules;
    private Path tests;

    @BeforeEach
    void write() throws IOException {
        Path acme = Files.createDirectories(directory.resolve("acme"));
        rules = Files.writeString(acme.resolve("amounts.drl"), RULES);
        tests = acme.resolve("amounts_test.yaml");
    }

    @Test
    void passedTests_areListed() throws IOException {
        Files.writeString(tests, "tests:\n" + LARGE + FREE);
        assertThat(CommandRun.of("rules", "test", directory.toString()))
                .isEqualTo(new CommandRun(0, """
                %s
                  ok    100 is large
                  ok    nothing is free
                2 tests in 1 file: 2 passed, 0 failed; 2 rules fired
                """.formatted(rules), ""));
    }

    @Test
    void failedTest_saysWhatWasExpected() throws IOException {
        Files.writeString(tests, "tests:\n" + LARGE + WRONG + FREE);
        assertThat(CommandRun.of("rules", "test", directory.toString()))
                .isEqualTo(new CommandRun(1, """
                %s
                  ok    100 is large
                  FAIL  99 is large  %s:5
                        verdict: expected REVIEW, got APPROVE
                  ok    nothing is free
                3 tests in 1 file: 2 passed, 1 failed; 2 rules fired
                """.formatted(rules, tests), ""));
    }

    @Test
    void ruleThatNoTestFires_isAWarning() throws IOException {
        Files.writeString(tests, "tests:\n" + LARGE);
        assertThat(CommandRun.of("rules", "test", directory.toString()))
                .isEqualTo(new CommandRun(0, """
                %1$s
                  ok    100 is large
                  warning: no test fires "free"  %1$s:2
                1 test in 1 file: 1 passed, 0 failed; 1 rule fired, 1 never
                """.formatted(rules), ""));
    }

    @Test
    void ruleThatNoTestFires_isAnErrorIfStrict() throws IOException {
        Files.writeString(tests, "tests:\n" + LARGE);
        CommandRun run = CommandRun.of("rules", "test", "--strict", directory.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("  error: no test fires \"free\"  " + rules + ":2\n");

        Files.writeString(tests, "tests:\n" + LARGE + FREE);
        assertThat(CommandRun.of("rules", "test", "--strict", directory.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void rulesWithoutTests_areWarnedOf() {
        CommandRun run = CommandRun.of("rules", "test", directory.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).endsWith("no tests in 1 file: 0 passed, 0 failed; no rules fired, 2 never\n");
    }

    @Test
    void badFileOfTests_isShownWhereItIsWrong() throws IOException {
        Files.writeString(tests, "tests:\n" + LARGE + "    chekout: {}\n");
        CommandRun run = CommandRun.of("rules", "test", directory.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                %s
                %s:5:5: error[test_key]: A test has no key chekout
                 5 |     chekout: {}
                   |     ^
                   = hint: Allowed here: name, lists, limits, history, checkout, expect
                   = see src/docs/rules.md#test_key

                no tests in 1 file: 0 passed, 0 failed, 1 problem; no rules fired
                """.formatted(rules, tests));
    }

    @Test
    void eitherFile_canBeGiven() throws IOException {
        Files.writeString(tests, "tests:\n" + LARGE + FREE);
        CommandRun run = CommandRun.of("rules", "test", rules.toString());
        assertThat(run.out()).endsWith("2 tests in 1 file: 2 passed, 0 failed; 2 rules fired\n");
        assertThat(CommandRun.of("rules", "test", tests.toString())).isEqualTo(run);
        assertThat(CommandRun.of("rules", "test", tests.toString(), rules.toString()))
                .isEqualTo(run);
    }

    @Test
    void testsWithoutRules_areAProblem() throws IOException {
        Files.writeString(tests, "tests:\n" + LARGE);
        Files.delete(rules);
        CommandRun run = CommandRun.of("rules", "test", directory.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(tests + ": error[test_without_rules]: There is no amounts.drl beside this file\n");
    }

    @Test
    void json_isOneDocument() throws IOException {
        Files.writeString(tests, "tests:\n" + LARGE + WRONG);
        CommandRun run = CommandRun.of("rules", "test", "--json", directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode report = new JsonMapper().readTree(run.out());
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(report.get("totals"))
                .hasToString("{\"tests\":2,\"passed\":1,\"failed\":1,\"problems\":0,\"rules\":2,\"neverFired\":1}");
        JsonNode file = report.get("files").get(0);
        assertThat(file.get("rules").asText()).isEqualTo(rules.toString());
        assertThat(file.get("tests").asText()).isEqualTo(tests.toString());
        assertThat(file.get("neverFired")).hasToString("[{\"rule\":\"free\",\"line\":2}]");
        assertThat(file.get("results").get(0).get("outcome"))
                .hasToString(
                        "{\"verdict\":\"REVIEW\",\"score\":0,\"reasons\":[\"large\"],\"tags\":[],\"fired\":[\"large\"]}");
        JsonNode failed = file.get("results").get(1);
        assertThat(failed.get("name").asText()).isEqualTo("99 is large");
        assertThat(failed.get("line").asInt()).isEqualTo(5);
        assertThat(failed.get("passed").asBoolean()).isFalse();
        assertThat(failed.get("mismatches"))
                .hasToString("[{\"what\":\"verdict\",\"expected\":\"REVIEW\",\"actual\":\"APPROVE\"}]");
    }

    @Test
    void namesCannotDriveTheTerminal() throws IOException {
        Files.writeString(tests, "tests:\n  - {name: \"\\e[2J\", checkout: {}, expect: {verdict: APPROVE}}\n");
        assertThat(CommandRun.of("rules", "test", directory.toString()).out()).contains("  ok    \\u001b[2J\n");
    }
}
