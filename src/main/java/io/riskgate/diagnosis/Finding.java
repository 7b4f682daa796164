package io.riskgate.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an examination has found. Immutable.
 *
 * @param id the stable name of the examination
 * @param summary what was found, in a sentence
 * @param numbers it rests on, by names that end with their unit where they have one
 * @param of what is behind it, such as merchants, those first that matter most; at most {@link #NAMED_MAX}
 * @param advice what to do, in plain sentences; empty where there is nothing
 */
public record Finding(
        String id, Severity severity, String summary, Map<String, Number> numbers, List<Named> of, String advice) {

    /** More are not named: whoever mends the worst asks again. */
    public static final int NAMED_MAX = 20;

    /** Something with numbers of its own. */
    public record Named(String name, Map<String, Number> numbers) {

        public Named {
            numbers = inOrder(numbers);
        }
    }

    public Finding {
        numbers = inOrder(numbers);
        of = of.stream().limit(NAMED_MAX).toList();
    }

    static Finding of(String id, Severity severity, String summary, Numbers numbers, List<Named> of, String advice) {
        return new Finding(id, severity, summary, numbers.toMap(), of, advice);
    }

    static Finding ok(String id, String summary, Numbers numbers) {
        return new Finding(id, Severity.OK, summary, numbers.toMap(), List.of(), "");
    }

    /** In the order in which they were given, in which people read them. */
    private static Map<String, Number> inOrder(Map<String, Number> numbers) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }
}
