package io.riskgate.rules.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzzes one constraint and one consequence in a fixed frame, which gets further than a whole text does. */
class FragmentFuzz {

    private static final String BETWEEN = "\n=>\n";
    private static final String FRAME = "rule \"r\" when $c : Checkout( %s ) then %s end";

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "/rules/words.dict")
    @FuzzTest
    void anyConstraintAndConsequence_areReadWithinTheirBounds(byte[] bytes) {
        String[] parts = new String(bytes, UTF_8).split(BETWEEN, 2);
        Fuzzed.compile(FRAME.formatted(parts[0], parts.length > 1 ? parts[1] : "decision.tag(\"t\");"));
    }

    /** Each pair of a constraint and a consequence of the rules that are served. */
    static Stream<byte[]> seeds() {
        return Seeds.texts().stream()
                .filter(text -> text.contains("Checkout(") && text.contains("decision."))
                .map(text -> between(text, "Checkout(", ")\n") + BETWEEN + between(text, "decision.", "end"))
                .map(pair -> pair.getBytes(UTF_8));
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        int begin = from.endsWith("(") ? start + from.length() : start;
        int end = text.indexOf(to, begin);
        return text.substring(begin, end < 0 ? text.length() : end);
    }
}
