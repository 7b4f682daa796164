package io.riskgate.loadtest.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Prints scenarios as they end, for whoever waits for them. Not for several threads at a time. */
public final class TerminalReport {

    /** What is longer is cut, so that a line fits a terminal of about 140 columns. */
    private static final int NAME_CHARS_MAX = 30;

    private static final int SENTENCE_CHARS_MAX = 120;
    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private final PrintStream out;

    public TerminalReport(PrintStream out) {
        this.out = out;
    }

    /** Prints all of a scenario and an empty line. */
    public void print(ScenarioReport scenario) {
        out.println(scenario.name());
        sentence("", scenario.summary());
        if (!scenario.measurements().isEmpty()) {
            out.println();
            aligned(1, measurements(scenario.measurements()));
        }
        if (!scenario.goals().isEmpty()) {
            out.println();
            aligned(4, goals(scenario.goals()));
        }
        if (!scenario.notes().isEmpty()) {
            out.println();
            scenario.notes().forEach(note -> sentence("- ", note));
        }
        out.println();
        out.flush();
    }

    private static List<List<String>> measurements(List<Measurement> runs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("", Column.BRIEF.stream().map(Column::heading)));
        // Many terminals of servers know no letters beyond ASCII.
        rows.add(row("", Column.BRIEF.stream().map(column -> column.unit().replace('µ', 'u'))));
        for (Measurement run : runs) {
            rows.add(row(shortened(run.name()), Column.BRIEF.stream().map(column -> column.of(run))));
        }
        return rows;
    }

    private static List<List<String>> goals(List<Goal> goals) {
        List<List<String>> rows = new ArrayList<>();
        for (Goal goal : goals) {
            rows.add(List.of(
                    goal.met() ? "met" : "MISSED", goal.what(), "goal " + goal.goal(), "measured " + goal.measured()));
        }
        return rows;
    }

    private static List<String> row(String first, Stream<String> rest) {
        return Stream.concat(Stream.of(first), rest).toList();
    }

    /** Prints rows of equal length, the first columns to the left and the figures after them to the right. */
    private void aligned(int leftColumns, List<List<String>> rows) {
        List<Integer> widths =
                new ArrayList<>(Collections.nCopies(rows.getFirst().size(), 0));
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(INDENT);
            for (int i = 0; i < row.size(); i++) {
                String padding = " ".repeat(widths.get(i) - row.get(i).length());
                line.append(i == 0 ? "" : GAP);
                line.append(i < leftColumns ? row.get(i) + padding : padding + row.get(i));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** Prints a sentence, in several lines if it is long. */
    private void sentence(String bullet, String text) {
        StringBuilder line = new StringBuilder(INDENT).append(bullet);
        int start = line.length();
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() > start && line.length() + 1 + word.length() > SENTENCE_CHARS_MAX) {
                out.println(line);
                line.setLength(0);
                line.append(" ".repeat(start));
            }
            line.append(line.length() > start ? " " : "").append(word);
        }
        out.println(line);
    }

    private static String shortened(String name) {
        return name.length() <= NAME_CHARS_MAX ? name : name.substring(0, NAME_CHARS_MAX - 3) + "...";
    }
}
