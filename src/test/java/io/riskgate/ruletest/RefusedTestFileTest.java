package io.riskgate.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.riskgate.rules.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One fixture for each mistake, named for it; its first line says what must be reported, and where. */
class RefusedTestFileTest {

    @TempDir
    Path temporary;

    @ParameterizedTest
    @MethodSource("fixtures")
    void mistake_isReportedWhereItIs(Path file) throws IOException {
        String text = Files.readString(file);
        String expected = text.lines().findFirst().orElseThrow().replace("# expect: ", "");

        TestedRules tested = new TestFiles(temporary).run(text);

        assertThat(tested.tests()).isEmpty();
        assertThat(tested.problems().stream().map(p -> p.code() + " " + p.line() + ":" + p.column()))
                .as(tested.problems().toString())
                .contains(expected);
        assertThat(tested.problems()).allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("gift_cards_test.yaml");
            assertThat(problem.source()).isEqualTo(text.lines().toList().get(problem.line() - 1));
            assertThat(problem.message()).doesNotContain("Exception", "com.fasterxml", "\n");
        });
    }

    static Stream<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(TestFiles.FIXTURES.resolve("refused"))) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void everyCode_isDocumented() throws IOException {
        String documentation = Files.readString(Path.of("src/docs/rules.md"));
        assertThat(Arrays.stream(Mistake.values()).map(Mistake::code))
                .allSatisfy(code -> assertThat(documentation).contains("<a id=\"" + code + "\"></a>`" + code + "` |"));
    }

    @Test
    void unknownKey_saysWhatIsAllowed() {
        assertThat(problem("tests: [{name: a, nam: b, checkout: {}, expect: {verdict: APPROVE}}]"))
                .returns("A test has no key nam", Problem::message)
                .returns("Allowed here: name, lists, limits, history, checkout, expect", Problem::hint);
    }

    @Test
    void number_thatMustBeAText_isToBePutInQuotes() {
        assertThat(problem("tests: [{name: a, checkout: {card: {bin: 411111}}, expect: {verdict: APPROVE}}]"))
                .returns("card.bin must be a text", Problem::message)
                .returns("Put it in quotes: \"411111\"", Problem::hint);
    }

    @Test
    void everyMistake_isReportedOnce() {
        List<Problem> problems = problems("""
                tests:
                  - name: a
                    history: [{amount: x, repeat: 3}]
                    checkout: {card: visa}
                    expect: {verdict: NO}
                  - name: b
                    checkout: {items: 1}
                """);
        assertThat(problems)
                .extracting(Problem::line, Problem::message)
                .containsExactly(
                        tuple(3, "amount must be a number"),
                        tuple(4, "card must be a mapping, and this is a text"),
                        tuple(5, "verdict must be one of APPROVE, REVIEW, CHALLENGE, DECLINE"),
                        tuple(6, "A test needs the key expect"),
                        tuple(7, "items must be a list, and this is a number"));
    }

    @Test
    void mistakes_areBounded() {
        String test = "  - {name: %d, checkout: {}, expect: {verdict: APPROVE}}%n";
        StringBuilder text = new StringBuilder("tests:\n");
        for (int i = 0; i < 2 * Mistakes.MISTAKES_MAX; i++) {
            text.append(test.formatted(i));
        }
        assertThat(problems(text.toString())).hasSize(Mistakes.MISTAKES_MAX);
    }

    @Test
    void tooManyTests_areRefused() {
        String test = "  - {name: t%d, checkout: {}, expect: {verdict: APPROVE}}%n";
        StringBuilder text = new StringBuilder("tests:\n");
        for (int i = 0; i <= RuleTestReader.TESTS_MAX; i++) {
            text.append(test.formatted(i));
        }
        assertThat(problem(text.toString()).code()).isEqualTo("test_too_large");
    }

    @Test
    void textOverItsLimit_isRefused() {
        String name = "x".repeat(YamlReader.TEXT_CHARS_MAX + 1);
        assertThat(problems("tests: [{name: " + name + ", checkout: {}, expect: {verdict: APPROVE}}]"))
                .extracting(Problem::code)
                .contains("test_too_large");
    }

    @Test
    void checkoutOverTheLimitOfARequest_isRefused() {
        String item = "{sku: " + "x".repeat(120) + ", category: " + "y".repeat(250) + "}, ";
        assertThat(problem("tests: [{name: a, expect: {verdict: APPROVE}, checkout: {items: [" + item.repeat(190)
                        + "]}}]"))
                .returns("test_too_large", Problem::code)
                .returns("The checkout's body: is larger than 64 KiB", Problem::message);
    }

    @Test
    void fileOverItsLimit_isRefusedUnread() {
        assertThat(problem("#".repeat(RuleTestFile.BYTES_MAX + 1)).code()).isEqualTo("test_too_large");
    }

    @Test
    void fileThatIsNotText_isRefused() throws IOException {
        TestFiles files = new TestFiles(temporary);
        Files.write(files.files().tests(), "tests: \u00ff".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(files.run().problems())
                .singleElement()
                .returns("test_syntax", Problem::code)
                .returns("The file is not UTF-8", Problem::message);
    }

    @Test
    void testsWithoutRules_areRefused() throws IOException {
        TestFiles files = new TestFiles(temporary);
        Files.writeString(files.files().tests(), "tests: []");
        Files.delete(files.files().rules());
        assertThat(files.run().problems())
                .singleElement()
                .returns("test_without_rules", Problem::code)
                .returns("gift_cards_test.yaml", Problem::file);
    }

    @Test
    void refusedRules_areReportedWhereTheyAreWrong() {
        TestedRules tested = new TestFiles(temporary)
                .run(
                        "package acme\nrule \"r\" when Checkout( amunt > 5 ) then decision.tag(\"t\"); end\n",
                        "tests: []");
        assertThat(tested.problems())
                .singleElement()
                .returns("unknown_property", Problem::code)
                .returns("gift_cards.drl", Problem::file)
                .returns(2, Problem::line);
    }

    private Problem problem(String tests) {
        assertThat(problems(tests)).hasSize(1);
        return problems(tests).getFirst();
    }

    private List<Problem> problems(String tests) {
        return new TestFiles(temporary.resolve(Long.toString(System.nanoTime())))
                .run(tests)
                .problems();
    }
}
