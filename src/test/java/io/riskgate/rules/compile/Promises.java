package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Firing;
import io.riskgate.rules.Problem;
import io.riskgate.rules.RuleSession;
import io.riskgate.velocity.Feature;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the compiler promises for every text, whoever wrote it. */
final class Promises {

    private static final int QUOTED_LENGTH_MAX = 200;
    private static final int MESSAGE_LENGTH_MAX = 500;
    private static final Set<String> CODES =
            Arrays.stream(ProblemCode.values()).map(ProblemCode::code).collect(Collectors.toSet());

    /** What an author must never see: the insides of the engine and of its parsers. */
    private static final Pattern INSIDES =
            Pattern.compile("Exception|Error:|antlr|javaparser|\\bat [a-z.]+\\(|\\.java:|io\\.riskgate\\.rules\\.");

    private Promises() {}

    /** Checks what became of a text; evaluates it if it was accepted. */
    static void check(String text, Compilation compilation) {
        switch (compilation) {
            case Compilation.Refused refused -> refused(text, refused.problems());
            case Compilation.Accepted accepted -> evaluate(accepted.rules());
        }
    }

    private static void refused(String text, List<Problem> problems) {
        List<String> lines = List.of(text.split("\n", -1));
        assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(Problems.PROBLEMS_MAX);
        for (Problem problem : problems) {
            assertThat(CODES).contains(problem.code());
            assertThat(problem.line()).isBetween(1, lines.size());
            String line = lines.get(problem.line() - 1);
            assertThat(problem.column()).isBetween(1, line.length() + 1);
            assertThat(line).startsWith(problem.source());
            assertThat(problem.source().length()).isLessThanOrEqualTo(QUOTED_LENGTH_MAX);
            assertSayable(problem.message(), text);
            if (problem.hint() != null) {
                assertSayable(problem.hint(), text);
            }
        }
    }

    /** On one line, not too long, of characters that every terminal and JSON can hold, and about the text alone. */
    private static void assertSayable(String message, String text) {
        assertThat(message).isNotBlank();
        assertThat(message.length()).isLessThanOrEqualTo(MESSAGE_LENGTH_MAX);
        assertThat(message.codePoints().filter(c -> c == '\n' || HiddenCharacters.isHidden(c)))
                .as(message)
                .isEmpty();
        Matcher inside = INSIDES.matcher(message);
        while (inside.find()) {
            assertThat(text).as(message).contains(inside.group());
        }
    }

    /** Runs the rules on a full basket and on almost nothing; what they do must be among the effects that there are. */
    private static void evaluate(CompiledRules rules) {
        Number[] features = rules.features().stream()
                .map(feature -> feature.kind() == Feature.Kind.SUM ? BigDecimal.TEN : (Number) 7L)
                .toArray(Number[]::new);
        Set<String> codes =
                rules.rules().stream().flatMap(rule -> rule.reasons().stream()).collect(Collectors.toSet());
        try (RuleSession session = rules.newSession()) {
            for (var checkout : LargeCheckouts.ALL) {
                Evaluation evaluation = new Evaluation(checkout, features, 0, (list, value) -> false);
                session.evaluate(evaluation);
                assertThat(evaluation.firings().size())
                        .isLessThanOrEqualTo(Evaluation.FIRINGS_MAX * ConsequenceReader.CALLS_MAX);
                assertThat(codes)
                        .containsAll(
                                evaluation.firings().stream().map(Firing::code).collect(Collectors.toSet()));
            }
        }
    }
}
