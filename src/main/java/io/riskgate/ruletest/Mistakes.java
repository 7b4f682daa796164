package io.riskgate.ruletest;

import io.riskgate.rules.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file of tests, up to {@link #MISTAKES_MAX}; the rest is dropped, no test runs anyway. */
final class Mistakes {

    static final int MISTAKES_MAX = 100;

    private final String file;
    private final List<String> lines;
    private final List<Problem> found = new ArrayList<>();

    /** @param text of the file; empty if it could not be read */
    Mistakes(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    void add(Mistake mistake, YamlNode at, String message, @Nullable String hint) {
        add(mistake, at.line(), at.column(), message, hint);
    }

    void add(Mistake mistake, int line, int column, String message, @Nullable String hint) {
        if (found.size() < MISTAKES_MAX) {
            String source = line <= lines.size() ? lines.get(line - 1) : "";
            found.add(new Problem(mistake.code(), Problem.Severity.ERROR, message, line, column, source, hint, file));
        }
    }

    /** Whether something is wrong with exactly this node already. */
    boolean at(YamlNode node) {
        return found.stream().anyMatch(problem -> problem.line() == node.line() && problem.column() == node.column());
    }

    /** In the order of the file. */
    List<Problem> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
