package io.riskgate.loadtest.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes what was measured as a part of a page in Markdown, as GitHub reads it. */
public final class MarkdownReport {

    /** What ends a cell or begins HTML; {@code < 5 ms} does not. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\|]|<(?=[A-Za-z/!?])|&(?=[A-Za-z#])");

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    private final StringBuilder page = new StringBuilder();

    private MarkdownReport() {}

    /** Conditions, all goals in one table, then each scenario under a heading of the third level. */
    public static String of(Conditions conditions, List<ScenarioReport> scenarios) {
        MarkdownReport report = new MarkdownReport();
        report.conditions(conditions);
        report.goals(scenarios);
        scenarios.forEach(report::scenario);
        return report.page.toString();
    }

    private void conditions(Conditions conditions) {
        page.append("- Date: ").append(escaped(conditions.date())).append('\n');
        // Nothing is escaped in a span of code, and two backticks may hold one.
        page.append("- Command: `` ").append(oneLine(conditions.command())).append(" ``\n");
        list(conditions.lines());
    }

    private void goals(List<ScenarioReport> scenarios) {
        List<List<String>> rows = new ArrayList<>();
        for (ScenarioReport scenario : scenarios) {
            for (Goal goal : scenario.goals()) {
                rows.add(List.of(
                        escaped(scenario.name()),
                        escaped(goal.what()),
                        escaped(goal.goal()),
                        escaped(goal.measured()),
                        goal.met() ? "met" : "**missed**"));
            }
        }
        table(List.of("scenario", "what", "goal", "measured", "result"), 5, rows);
    }

    private void scenario(ScenarioReport scenario) {
        page.append("\n### ").append(escaped(scenario.name())).append("\n\n");
        page.append(escaped(scenario.summary())).append('\n');
        List<String> headings = Stream.concat(
                        Stream.of("measurement"), Column.ALL.stream().map(Column::title))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (Measurement run : scenario.measurements()) {
            rows.add(Stream.concat(
                            Stream.of(escaped(run.name())), Column.ALL.stream().map(column -> column.of(run)))
                    .toList());
        }
        table(headings, 1, rows);
        if (!scenario.notes().isEmpty()) {
            page.append('\n');
            list(scenario.notes());
        }
    }

    private void list(List<String> sentences) {
        sentences.forEach(
                sentence -> page.append("- ").append(escaped(sentence)).append('\n'));
    }

    /** Nothing if there are no rows. The columns after the first ones are figures, to the right. */
    private void table(List<String> headings, int leftColumns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        page.append('\n');
        row(headings);
        List<String> rule = new ArrayList<>(Collections.nCopies(leftColumns, "---"));
        rule.addAll(Collections.nCopies(headings.size() - leftColumns, "---:"));
        row(rule);
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String escaped(String text) {
        return SPECIAL.matcher(oneLine(text)).replaceAll("\\\\$0");
    }

    private static String oneLine(String text) {
        return LINE_BREAK.matcher(text).replaceAll(" ");
    }
}
