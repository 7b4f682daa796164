package io.riskgate.cli;

import io.riskgate.rules.Problem;
import io.riskgate.telemetry.LogText;
import io.riskgate.terminal.Style;
import java.util.Locale;

/** Prints a problem as a compiler would: where, what, the line with a pointer, and what to do. */
final class ProblemText {

    private final Terminal terminal;

    ProblemText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param problem whose file is a path as the user knows it */
    void print(Problem problem) {
        Style style = terminal.style();
        String severity = problem.severity().name().toLowerCase(Locale.ROOT) + "[" + problem.code() + "]";
        say(style.bold(place(problem) + ": ")
                + (problem.severity() == Problem.Severity.ERROR ? style.bad(severity) : style.warning(severity))
                + style.bold(": " + LogText.of(problem.message())));
        String number = Integer.toString(problem.line());
        String margin = " ".repeat(number.length());
        if (!problem.source().isEmpty()) {
            Excerpt excerpt = Excerpt.of(problem.source(), problem.column());
            say(style.faint(" " + number + " | ") + excerpt.line());
            if (!excerpt.pointer().isEmpty()) {
                say(style.faint(" " + margin + " | ") + style.bad(excerpt.pointer()));
            }
        }
        if (problem.hint() != null) {
            say(style.faint(" " + margin + " = ") + "hint: " + LogText.of(problem.hint()));
        }
        say(style.faint(" " + margin + " = ") + "see " + problem.docs());
        say("");
    }

    /** A problem without a line is of the whole file. */
    private static String place(Problem problem) {
        String file = LogText.of(problem.file());
        return problem.source().isEmpty() ? file : file + ":" + problem.line() + ":" + problem.column();
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
