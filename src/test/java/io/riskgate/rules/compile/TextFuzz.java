package io.riskgate.rules.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzzes whole texts: the parser's front, Drools' parser, and all readers behind it. */
class TextFuzz {

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "/rules/words.dict")
    @FuzzTest
    void anyText_isReadWithinItsBounds(byte[] bytes) {
        Fuzzed.compile(new String(bytes, UTF_8));
    }

    static Stream<byte[]> seeds() {
        return Seeds.texts().stream().map(text -> text.getBytes(UTF_8));
    }
}
