package io.riskgate.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics that there are, each with its labels and, of those that are exposed, their values, and what is wrong with who asks for others. For one
 * thread.
 */
final class KnownMetrics {

    /** What Prometheus puts on everything that it scrapes. */
    private static final Set<String> OF_TARGETS = Set.of("instance", "job");

    /** Labels whose values are ours, and the same wherever an engine runs. */
    private static final Set<String> OF_KNOWN_VALUES = Set.of("kind", "le", "uri", "verdict");

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String VALUE = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern LABEL = Pattern.compile("(" + NAME + ")=(" + VALUE + ")");

    /** What comes behind the value may be its time and an example. */
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{((?:" + NAME + "=" + VALUE + ",?)*)})? \\S+(?: .*)?");

    private final Map<String, Set<String>> labels = new TreeMap<>();
    private final Map<Label, Set<String>> values = new HashMap<>();

    private record Label(String metric, String name) {}

    /** Those of a text that Prometheus scrapes. */
    void expose(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new IllegalArgumentException("not a sample: " + line);
            }
            Set<String> names = new TreeSet<>();
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> {
                    names.add(label.group(1));
                    String quoted = label.group(2);
                    values.computeIfAbsent(new Label(sample.group(1), label.group(1)), first -> new TreeSet<>())
                            .add(quoted.substring(1, quoted.length() - 1));
                });
            }
            add(sample.group(1), names);
        });
    }

    void add(String metric, Set<String> names) {
        Set<String> known = labels.computeIfAbsent(metric, m -> new TreeSet<>(OF_TARGETS));
        known.addAll(names);
    }

    boolean has(String metric) {
        return labels.containsKey(metric);
    }

    /** What a rule records, with the labels that its expression leaves. */
    void record(String metric, PromQl expression) {
        add(metric, expression.aggregates() ? expression.grouping() : labelsOf(expression));
    }

    /** What is wrong with a query; empty if nothing is. */
    List<String> problems(Query query) {
        List<String> problems = new ArrayList<>();
        PromQl read = PromQl.of(query.expression());
        read.metrics().forEach((metric, asked) -> {
            if (!has(metric)) {
                problems.add(query.place() + ": there is no metric " + metric);
                return;
            }
            for (String label : asked) {
                if (!labels.get(metric).contains(label)) {
                    problems.add(query.place() + ": " + metric + " has no label " + label);
                }
            }
        });
        for (PromQl.Matcher matcher : read.matchers()) {
            // What is only recorded, or exposed elsewhere, has none.
            Set<String> present = values.get(new Label(matcher.metric(), matcher.label()));
            if (present != null && OF_KNOWN_VALUES.contains(matcher.label()) && !matcher.isMetBy(present)) {
                problems.add(query.place() + ": " + matcher.metric() + " has no " + matcher);
            }
        }
        Set<String> all = labelsOf(read);
        Set<String> grouped = new TreeSet<>(read.grouping());
        grouped.addAll(read.matching());
        for (String label : grouped) {
            if (!all.contains(label)) {
                problems.add(query.place() + ": nothing is there to group by " + label);
            }
        }
        for (String label : query.shown()) {
            if (!(read.aggregates() ? read.grouping() : all).contains(label)) {
                problems.add(query.place() + ": shows a label that the result has not, " + label);
            }
        }
        return problems;
    }

    private Set<String> labelsOf(PromQl expression) {
        Set<String> all = new TreeSet<>(OF_TARGETS);
        expression.metrics().keySet().forEach(metric -> all.addAll(labels.getOrDefault(metric, Set.of())));
        return all;
    }
}
