package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One fixture for each mistake, named for it; its first line says what must be reported, and where. */
class RefusalTest {

    /** Found before the text is read, or a fault of Riskgate, so no text of a fixture's size can show them. */
    private static final Set<ProblemCode> WITHOUT_FIXTURE =
            EnumSet.of(ProblemCode.TEXT_TOO_LONG, ProblemCode.COMPILER_FAILED, ProblemCode.TRIAL_FAILED);

    @ParameterizedTest
    @MethodSource("fixtures")
    void mistake_isReportedWhereItIs(Path file) throws IOException {
        String text = Files.readString(file);
        String expected = text.lines().findFirst().orElseThrow().replace("// expect: ", "");

        List<Problem> problems = problems(text);

        assertThat(problems.stream().map(p -> p.code() + " " + p.line() + ":" + p.column()))
                .as(problems.toString())
                .contains(expected);
        assertThat(problems).allSatisfy(p -> {
            assertThat(p.source()).isEqualTo(cut(text.split("\n", -1)[p.line() - 1]));
            assertThat(p.message()).doesNotContain("Exception", "org.drools", "com.github", "\n");
        });
    }

    static Stream<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/rules/refused"))) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void everyCode_hasAFixture() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Path file : fixtures().toList()) {
            String first = Files.readString(file).lines().findFirst().orElseThrow();
            shown.add(first.replaceAll("// expect: (\\S+).*", "$1"));
        }

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .filter(code -> !WITHOUT_FIXTURE.contains(code))
                        .map(ProblemCode::code)
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyCode_hasItsPlaceInTheDocumentation() {
        assertThat(ProblemCode.values()).allSatisfy(code -> {
            String docs = new Problem(code.code(), Problem.Severity.ERROR, "", 1, 1, "", null, null).docs();
            String[] pageAndPlace = docs.split("#", 2);
            assertThat(Path.of(pageAndPlace[0]))
                    .content()
                    .containsOnlyOnce("| <a id=\"" + pageAndPlace[1] + "\"></a>`" + code.code() + "` |");
        });
    }

    @Test
    void severalMistakes_areAllReported() {
        String text = """
                import java.io.File
                rule "a" when Checkout( amont > 5, card.country == 5 ) then System.exit(1); end
                rule "b" dialect "mvel" when Payment() then decision.decline(); end
                rule "c" when Checkout( amount > ) then decision.tag("fine"); end
                rule "d" when Checkout( currency == 1 ) then decision.tag("fine"); end
                """;

        assertThat(problems(text).stream().map(Problem::code))
                .containsExactlyInAnyOrder(
                        "import_refused",
                        "unknown_property",
                        "type_mismatch",
                        "consequence_refused",
                        "attribute_refused",
                        "unknown_fact",
                        "consequence_refused",
                        "syntax",
                        "type_mismatch");
    }

    @Test
    void textOverItsLimit_isRefusedUnread() {
        assertThat(problems("x".repeat(Admission.TEXT_BYTES_MAX + 1)).stream().map(Problem::code))
                .containsExactly("text_too_long");
    }

    @Test
    void hostileNesting_isRefusedInBoundedTime() {
        String not = "rule \"r\" when Checkout( %s(amount > 1) ) then decision.tag(\"t\"); end";
        String sum = "rule \"r\" when Checkout() then decision.tag(%s\"x\"); end";
        String calls = "rule \"r\" when Checkout( %samount%s ) then decision.tag(\"t\"); end";

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(codes(not.formatted("!".repeat(20_000)))).contains("too_deep");
            assertThat(codes(sum.formatted("\"x\" + ".repeat(20_000)))).contains("expression_too_long");
            assertThat(codes(calls.formatted("f(".repeat(25), ")".repeat(25)))).contains("too_deep");
            assertThat(codes(calls.formatted("[".repeat(28), "]".repeat(28)))).contains("too_deep");
            assertThat(codes(calls.formatted("new A" + "<A".repeat(600), ">".repeat(600) + "()")))
                    .contains("too_deep");
            // A text that only seems to go on to the next line must not hide what is there.
            assertThat(codes(calls.formatted("currency == \"\\\n" + "f(".repeat(25), ")".repeat(25) + "\"")))
                    .contains("too_deep");
        });
    }

    @Test
    void deepParentheses_areReadInBoundedTime() {
        String text = "rule \"r\" when Checkout( " + "!(".repeat(29) + "amount > 1" + ")".repeat(29)
                + " ) then decision.tag(\"t\"); end";

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(new DrlCompiler().compile(text))
                .isInstanceOf(Compilation.Accepted.class));
    }

    @Test
    void emptyText_isARulesetWithoutRules() {
        assertThat(new DrlCompiler().compile(" \n// nothing\n"))
                .isInstanceOfSatisfying(
                        Compilation.Accepted.class,
                        accepted -> assertThat(accepted.rules().rules()).isEmpty());
    }

    @Test
    void misspeltProperty_isGivenASuggestion() {
        assertThat(problems("rule \"r\" when Checkout( card.contry == \"US\" ) then decision.tag(\"t\"); end"))
                .singleElement()
                .extracting(Problem::hint)
                .isEqualTo("Did you mean card.country?");
    }

    private static List<Problem> problems(String text) {
        return switch (new DrlCompiler().compile(text)) {
            case Compilation.Refused refused -> refused.problems();
            case Compilation.Accepted accepted -> {
                assertThat(accepted.warnings()).as("accepted without a warning").isNotEmpty();
                yield accepted.warnings();
            }
        };
    }

    private static List<String> codes(String text) {
        return problems(text).stream().map(Problem::code).toList();
    }

    private static String cut(String line) {
        return line.substring(0, Math.min(line.length(), 200));
    }
}
