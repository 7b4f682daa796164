package io.riskgate.benchmark.languages;

import java.util.List;
import java.util.stream.Collectors;

/** What several languages write alike. */
final class Texts {

    private Texts() {}

    /** {@code == "US"} for one value, else {@code in} and the values in the language's brackets. */
    static String equalToOneOf(List<String> values, String open, String close) {
        return values.size() == 1
                ? " == " + quoted(values.getFirst())
                : " in " + values.stream().map(Texts::quoted).collect(Collectors.joining(", ", open, close));
    }

    static String quoted(String value) {
        return '"' + value + '"';
    }
}
