package io.riskgate.telemetry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an expression of PromQL asks for. Understands as much of the language as our files use and refuses the rest: passing over
 * what it does not know, a test would not see a name that is wrong. For one thread.
 */
final class PromQl {

    private static final Set<String> AGGREGATIONS = Set.of("avg", "count", "max", "min", "sum", "topk");
    private static final Set<String> FUNCTIONS = Set.of(
            "absent",
            "avg_over_time",
            "histogram_quantile",
            "increase",
            "min_over_time",
            "predict_linear",
            "rate",
            "scalar",
            "vector");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless");
    private static final Set<String> MATCHINGS = Set.of("on", "group_left");
    private static final String MARKS = "()+-*/<>=!,";

    private final String text;
    private final Map<String, Set<String>> metrics = new TreeMap<>();
    private final List<Matcher> matchers = new ArrayList<>();
    private final Set<String> grouping = new TreeSet<>();
    private final Set<String> matching = new TreeSet<>();
    private boolean aggregates;
    private int at;

    /**
     * What a selector wants of a label.
     *
     * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
     */
    record Matcher(String metric, String label, String operator, String value) {

        /** Whether it wants a value that there is, if it wants one at all: each of the words of {@code a|b}. */
        boolean isMetBy(Set<String> values) {
            return switch (operator) {
                case "=" -> values.contains(value);
                case "=~" ->
                    Stream.of(value.contains("(") ? new String[] {value} : value.split("\\|"))
                            .map(Pattern::compile)
                            .allMatch(wanted -> values.stream()
                                    .anyMatch(present -> wanted.matcher(present).matches()));
                default -> true;
            };
        }

        @Override
        public String toString() {
            return label + operator + '"' + value + '"';
        }
    }

    private PromQl(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if it is not an expression, or has what ours do not need */
    static PromQl of(String text) {
        PromQl read = new PromQl(text);
        while (read.skipSpace()) {
            read.next();
        }
        return read;
    }

    /** The metrics, each with the labels that its selectors look at. */
    Map<String, Set<String>> metrics() {
        return Collections.unmodifiableMap(metrics);
    }

    /** What its selectors want of labels, in their order. */
    List<Matcher> matchers() {
        return Collections.unmodifiableList(matchers);
    }

    /** The labels that aggregations keep. */
    Set<String> grouping() {
        return Collections.unmodifiableSet(grouping);
    }

    /** The labels by which two sides are matched. */
    Set<String> matching() {
        return Collections.unmodifiableSet(matching);
    }

    /** Whether the result has the labels of {@link #grouping}, and no others. */
    boolean aggregates() {
        return aggregates;
    }

    private void next() {
        char mark = text.charAt(at);
        if (isNamePart(mark) && !Character.isDigit(mark)) {
            word();
        } else if (Character.isDigit(mark)) {
            // With the unit of a duration, or an exponent.
            while (at < text.length() && (isNamePart(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
        } else if (mark == '[') {
            skipPast(']');
        } else if (MARKS.indexOf(mark) >= 0) {
            at++;
        } else {
            throw refused("what is '" + mark + "'");
        }
    }

    private void word() {
        String word = name();
        if (OPERATORS.contains(word)) {
            return;
        }
        if (word.equals("by") || MATCHINGS.contains(word)) {
            (word.equals("by") ? grouping : matching).addAll(labels());
        } else if (AGGREGATIONS.contains(word)) {
            aggregates = true;
        } else if (sees('(')) {
            if (!FUNCTIONS.contains(word)) {
                throw refused("what is the function " + word);
            }
        } else {
            Set<String> asked = metrics.computeIfAbsent(word, metric -> new TreeSet<>());
            if (sees('{')) {
                matchers(word, asked);
            }
        }
    }

    private Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        take('(');
        while (!sees(')')) {
            labels.add(name());
            if (!sees(')')) {
                take(',');
            }
        }
        take(')');
        return labels;
    }

    private void matchers(String metric, Set<String> asked) {
        take('{');
        while (!sees('}')) {
            String label = name();
            asked.add(label);
            skipSpace();
            int operator = at;
            while (sees('=') || sees('!') || sees('~')) {
                at++;
            }
            String written = text.substring(operator, at).strip();
            take('"');
            int value = at;
            while (text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            matchers.add(new Matcher(metric, label, written, text.substring(value, at)));
            take('"');
            if (!sees('}')) {
                take(',');
            }
        }
        take('}');
    }

    private String name() {
        skipSpace();
        int begin = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        if (at == begin) {
            throw refused("a name is missing");
        }
        return text.substring(begin, at);
    }

    private static boolean isNamePart(char part) {
        return Character.isLetterOrDigit(part) || part == '_' || part == ':';
    }

    private boolean sees(char mark) {
        return skipSpace() && text.charAt(at) == mark;
    }

    private void take(char mark) {
        if (!sees(mark)) {
            throw refused("'" + mark + "' is missing");
        }
        at++;
    }

    private void skipPast(char mark) {
        int end = text.indexOf(mark, at);
        if (end < 0) {
            throw refused("'" + mark + "' is missing");
        }
        at = end + 1;
    }

    /** Whether there is more behind it. */
    private boolean skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(why + ", at " + at + " of " + text);
    }
}
