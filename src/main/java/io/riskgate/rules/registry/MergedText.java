package io.riskgate.rules.registry;

import io.riskgate.rules.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a ruleset that is a directory: its files one after the other, each under a line that names it. DRL allows
 * one package statement, so those of all but the first file are commented out where they stand.
 */
public record MergedText(String text, List<Part> parts) {

    /** A file's name and its text. */
    record RuleFile(String name, String text) {}

    /**
     * Where a file begins.
     *
     * @param firstLine the line of the merged text that is the file's first, from 1
     */
    public record Part(String file, int firstLine) {

        private int lineInFile(int line) {
            return line - firstLine + 1;
        }
    }

    /**
     * A line of a file.
     *
     * @param line from 1
     */
    public record Place(String file, int line) {}

    private static final Pattern PACKAGE = Pattern.compile("(?m)^(\\s*)(package\\s+[\\w.]+\\s*;?)");

    /** @param files in the order in which their rules are to stand */
    static MergedText of(List<RuleFile> files) {
        StringBuilder text = new StringBuilder();
        List<Part> parts = new ArrayList<>();
        int line = 1;
        for (RuleFile file : files) {
            text.append("// file: ").append(file.name()).append('\n');
            String own = parts.isEmpty() ? file.text() : withoutPackage(file.text());
            parts.add(new Part(file.name(), line + 1));
            text.append(own);
            if (!own.endsWith("\n")) {
                text.append('\n');
            }
            line += 1 + (int) own.chars().filter(c -> c == '\n').count() + (own.endsWith("\n") ? 0 : 1);
        }
        return new MergedText(text.toString(), List.copyOf(parts));
    }

    private static String withoutPackage(String text) {
        Matcher statement = PACKAGE.matcher(text);
        return statement.find() ? statement.replaceFirst("$1// $2") : text;
    }

    /** The problem, with the file that it is in and the line there. */
    public Problem inItsFile(Problem problem) {
        return place(problem.line())
                .map(place -> new Problem(
                        problem.code(),
                        problem.severity(),
                        problem.message(),
                        place.line(),
                        problem.column(),
                        problem.source(),
                        problem.hint(),
                        place.file()))
                .orElse(problem);
    }

    /** Where a line of the text is in its file; empty for what is before the first file. */
    public Optional<Place> place(int line) {
        return parts.reversed().stream()
                .filter(part -> part.firstLine() <= line)
                .findFirst()
                .map(part -> new Place(part.file(), part.lineInFile(line)));
    }
}
