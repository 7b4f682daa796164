package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.Compilation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What holds for every text, for texts that are made at random. */
class CompilerPropertyTest {

    /** Of computing. */
    private static final Duration TIME_MAX = Duration.ofSeconds(2);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<String> TEXTS = Seeds.texts();

    /** Pieces that parsers treat in their own ways. */
    private static final List<String> PIECES = List.of(
            "rule \"r\" when ",
            " then ",
            " end\n",
            "Checkout( ",
            "Item( ",
            " )",
            "exists ",
            "not ",
            " or ",
            " and ",
            "amount > 1",
            "currency == \"x\"",
            "$c : ",
            "\"",
            "'",
            "\\",
            "\\u0022",
            "/*",
            "*/",
            "//",
            "\n",
            "\r",
            ";",
            ",",
            "(",
            "[",
            "{",
            ")",
            "]",
            "}",
            "<",
            ">",
            "!",
            "&&",
            "||",
            "@reason(\"x\")",
            "salience ",
            "decision.tag(\"t\");",
            "import ",
            "global ",
            "function ",
            "declare ",
            "query ",
            "eval(",
            "from ",
            "accumulate( ",
            "matches \"",
            "(a+)+",
            "{1000}",
            "99999999999",
            "1.5",
            "0.1B",
            "null",
            "this",
            "..",
            "->",
            "::",
            "#",
            "$",
            "\u202e",
            "\ufeff",
            "\0",
            "é",
            "😀",
            "\ud800");

    @Property(tries = 1_000)
    void anyCharacters_areRefusedOrAccepted(@ForAll("anyText") String text) {
        compile(text);
    }

    @Property(tries = 1_000)
    void anyPieces_areRefusedOrAccepted(@ForAll("pieces") String text) {
        compile(text);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void cutRuleFile_isRefusedOrAccepted(@ForAll("cut") String text) {
        compile(text);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void splicedRuleFiles_areRefusedOrAccepted(@ForAll("spliced") String text) {
        compile(text);
    }

    @Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
    void changedRuleFile_isRefusedOrAccepted(@ForAll("changed") String text) {
        compile(text);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void sameText_hasTheSameOutcome(@ForAll("changed") String text) {
        assertThat(outcome(compile(text))).isEqualTo(outcome(compile(text)));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void refusedText_changesNothingForTheNext(@ForAll("changed") String text) {
        String valid = TEXTS.getFirst();
        Object before = outcome(compile(valid));

        compile(text);

        assertThat(outcome(compile(valid))).isEqualTo(before);
    }

    private static Compilation compile(String text) {
        long before = THREADS.getCurrentThreadCpuTime();
        Compilation compilation = new DrlCompiler().compile(text);
        Promises.check(text, compilation);
        assertThat(THREADS.getCurrentThreadCpuTime() - before)
                .as("nanoseconds of computing")
                .isLessThan(TIME_MAX.toNanos());
        return compilation;
    }

    /** All that can be compared of an outcome. */
    private static Object outcome(Compilation compilation) {
        return switch (compilation) {
            case Compilation.Refused refused -> refused.problems();
            case Compilation.Accepted accepted ->
                List.of(
                        accepted.rules().rules(),
                        accepted.rules().features(),
                        accepted.rules().lists(),
                        accepted.warnings());
        };
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.strings().all().ofMaxLength(2_000);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> cut() {
        return Combinators.combine(Arbitraries.of(TEXTS), place(), place())
                .as((text, from, to) -> text.substring(at(text, Math.min(from, to)), at(text, Math.max(from, to))));
    }

    @Provide
    Arbitrary<String> spliced() {
        return Combinators.combine(Arbitraries.of(TEXTS), Arbitraries.of(TEXTS), place(), place())
                .as((head, tail, end, start) -> head.substring(0, at(head, end)) + tail.substring(at(tail, start)));
    }

    /** A rule file in which some pieces were put in, some characters left out. */
    @Provide
    Arbitrary<String> changed() {
        Arbitrary<List<Change>> changes = Combinators.combine(
                        place(), Arbitraries.of(PIECES), Arbitraries.integers().between(0, 8))
                .as(Change::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
        return Combinators.combine(Arbitraries.of(TEXTS), changes).as((text, all) -> {
            String changed = text;
            for (Change change : all) {
                changed = change.applied(changed);
            }
            return changed;
        });
    }

    /** @param place how far into the text, from 0 to 1 */
    private record Change(double place, String inserted, int leftOut) {

        String applied(String text) {
            int at = at(text, place);
            return text.substring(0, at) + inserted + text.substring(Math.min(text.length(), at + leftOut));
        }
    }

    private static Arbitrary<Double> place() {
        return Arbitraries.doubles().between(0, 1);
    }

    private static int at(String text, double place) {
        return (int) (place * text.length());
    }
}
