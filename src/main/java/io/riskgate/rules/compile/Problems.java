package io.riskgate.rules.compile;

import io.riskgate.rules.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one text, up to {@link #PROBLEMS_MAX}; the rest is dropped, the text is refused anyway. */
final class Problems {

    static final int PROBLEMS_MAX = 100;

    /** Messages quote names from the text, which may be of any length. */
    private static final int MESSAGE_LENGTH_MAX = 400;

    private final SourceText source;
    private final List<Problem> found = new ArrayList<>();
    private int errors;

    Problems(SourceText source) {
        this.source = source;
    }

    SourceText source() {
        return source;
    }

    void error(ProblemCode code, int offset, String message) {
        error(code, offset, message, null);
    }

    void error(ProblemCode code, int offset, String message, @Nullable String hint) {
        errors++;
        add(code, Problem.Severity.ERROR, offset, message, hint);
    }

    void warning(ProblemCode code, int offset, String message, @Nullable String hint) {
        add(code, Problem.Severity.WARNING, offset, message, hint);
    }

    private void add(ProblemCode code, Problem.Severity severity, int offset, String message, @Nullable String hint) {
        if (found.size() >= PROBLEMS_MAX) {
            return;
        }
        int at = Math.clamp(offset, 0, source.text().length());
        int line = source.lineOf(at);
        found.add(new Problem(
                code.code(),
                severity,
                readable(message),
                line,
                source.columnOf(at),
                source.line(line),
                hint == null ? null : readable(hint),
                null));
    }

    /** On one line, without characters that cannot be seen, and not too long. */
    private static String readable(String message) {
        StringBuilder readable = new StringBuilder();
        int at = 0;
        while (at < message.length() && readable.length() < MESSAGE_LENGTH_MAX) {
            int c = message.codePointAt(at);
            if (c == '\n' || c == '\t' || HiddenCharacters.isHidden(c)) {
                readable.append(String.format("U+%04X", c));
            } else {
                readable.appendCodePoint(c);
            }
            at += Character.charCount(c);
        }
        return at < message.length() ? readable.append("...").toString() : readable.toString();
    }

    /** Whether the text is refused. */
    boolean anyErrors() {
        return errors > 0;
    }

    int errors() {
        return errors;
    }

    /** In the order of the text. */
    List<Problem> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
