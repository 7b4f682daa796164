package io.riskgate.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that there are, each with its labels, and what is wrong with who asks for others. For one thread. */
final class KnownMetrics {

    /** What Prometheus puts on everything that it scrapes. */
    private static final Set<String> OF_TARGETS = Set.of("instance", "job");

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String VALUE = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern LABEL = Pattern.compile("(" + NAME + ")=" + VALUE);

    /** What comes behind the value may be its time and an example. */
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{((?:" + NAME + "=" + VALUE + ",?)*)})? \\S+(?: .*)?");

    private final Map<String, Set<String>> labels = new TreeMap<>();

    /** Those of a text that Prometheus scrapes. */
    void expose(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new IllegalArgumentException("not a sample: " + line);
            }
            Set<String> names = new TreeSet<>();
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> names.add(label.group(1)));
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
