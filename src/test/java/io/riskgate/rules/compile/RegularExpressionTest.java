package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.re2j.Pattern;
import io.riskgate.fixture.Checkouts;
import io.riskgate.rules.Evaluation;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegularExpressionTest {

    private static final int CHUNK = 100;
    /** Up to here a range may stand beside (?i). */
    private static final int RANGE_LAST = 0x1c7f;

    @Test
    void ignoredCase_isLeftAtEachLetter() {
        assertThat(RegularExpression.compile("(?i)münchen", 0).matches("MÜNCHEN"))
                .isTrue();
        assertThat(RegularExpression.compile("(?i)[a-zà-ÿ]+", 0).matches("CAFÉ"))
                .isTrue();
    }

    /** On the JDK that runs this: which letters have no way back differs with its version of Unicode. */
    @Test
    void ignoredCase_comesToAnEndForEveryCharacter() {
        int compiled = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            RegularExpression.compile("(?i)[\\x00-" + Character.toString(RANGE_LAST) + "]", 0);
            return IntStream.rangeClosed(0, Character.MAX_CODE_POINT / CHUNK)
                    .map(chunk -> compileAll(chunk * CHUNK))
                    .sum();
        });

        assertThat(compiled).isGreaterThan(1_000_000);
    }

    private static int compileAll(int first) {
        String letters = IntStream.range(first, Math.min(first + CHUNK, Character.MAX_CODE_POINT + 1))
                .filter(c -> c < 0x1c80 || c > 0x1c88)
                .filter(c -> Character.getType(c) != Character.SURROGATE && c > 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        RegularExpression.compile("(?i)[a" + letters + "]", 0);
        RegularExpression.compile("(?i)a" + letters, 0);
        return letters.codePointCount(0, letters.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)ᲀ",
                "(?i)[ᲈ]",
                "(?i)aᲀb",
                "a(?i:ᲁ)",
                "(?si)ᲂ",
                "(?i)[Ā-ﬀ]",
                "(?i)[Ā-\\ﬀ]",
                "(?i)\\x{1C80}",
                "(?i)[\\x{1C00}-\\x{1CFF}]",
                "(?-s:a)(?i)ᲀ"
            })
    void endlessLetter_isRefusedWhereCaseIsIgnored(String regex) {
        assertThatThrownBy(() -> RegularExpression.compile(regex, 0))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("(?i)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ᲀ", "[Ā-ﬀ]", "[\\x{1C00}-\\x{1CFF}]", "(?s)ᲀ"})
    void endlessLetter_isTakenWhereCaseMatters(String regex) {
        assertThat(RegularExpression.compile(regex, 0).pattern()).isEqualTo(regex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{1001}", "(a{100}){100}", "((a{11}){11}){11}", "a{0,1001}", "(?:[a-c]x|[d-f]y){1000}"})
    void largeProgram_isRefused(String regex) {
        assertThatThrownBy(() -> RegularExpression.compile(regex, 0))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{1000}", "[a-z]{30}@[a-z]{30}"})
    void ordinaryProgram_isTaken(String regex) {
        assertThat(RegularExpression.compile(regex, 0).programSize())
                .isLessThanOrEqualTo(RegularExpression.PROGRAM_SIZE_MAX);
    }

    @Test
    void expressionsThatTakeTooManySteps_areTruncated() {
        Pattern hostile = RegularExpression.compile("(a?){450}b", 0);
        String text = "a".repeat(256);
        Evaluation evaluation = new Evaluation(Checkouts.checkout("m", "c"), new Number[0], 0, (list, value) -> false);

        assertThat(RegularExpression.passes(hostile, true, text, evaluation)).isTrue();
        assertThat(evaluation.truncated()).isFalse();
        long matched = IntStream.range(0, 1_000)
                .filter(i -> RegularExpression.passes(hostile, true, text, evaluation))
                .count();

        assertThat(matched).isLessThan(Evaluation.STEPS_MAX / hostile.programSize() / text.length());
        assertThat(evaluation.truncated()).isTrue();
        assertThat(RegularExpression.passes(hostile, false, "b", evaluation)).isFalse();
    }
}
