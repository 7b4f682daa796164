package io.riskgate.cli;

import io.riskgate.cli.TestReport.Test;
import io.riskgate.cli.TestReport.TestedFile;
import io.riskgate.ruletest.TestedRules.NeverFired;
import io.riskgate.telemetry.LogText;
import io.riskgate.terminal.Style;

/** Prints what {@code rules test} found, for people. */
final class TestText {

    private static final String INDENT = "        ";

    private final Terminal terminal;
    private final boolean strict;

    /** @param strict whether a rule that no test fired is an error, or else a warning */
    TestText(Terminal terminal, boolean strict) {
        this.terminal = terminal;
        this.strict = strict;
    }

    void print(TestReport report) {
        report.files().forEach(this::print);
        String sum = sum(report.totals(), report.files().size());
        say(report.ok() ? terminal.style().good(sum) : terminal.style().bad(sum));
    }

    private static String sum(TestReport.Totals totals, int files) {
        StringBuilder sum = new StringBuilder(Count.of(totals.tests(), "test") + " in " + Count.of(files, "file") + ": "
                + totals.passed() + " passed, " + totals.failed() + " failed");
        if (totals.problems() > 0) {
            sum.append(", ").append(Count.of(totals.problems(), "problem"));
        }
        sum.append("; ")
                .append(Count.of(totals.rules() - totals.neverFired(), "rule"))
                .append(" fired");
        if (totals.neverFired() > 0) {
            sum.append(", ").append(totals.neverFired()).append(" never");
        }
        return sum.toString();
    }

    private void print(TestedFile file) {
        say(terminal.style().bold(LogText.of(file.rules())));
        ProblemText problems = new ProblemText(terminal);
        file.problems().forEach(problems::print);
        file.results().forEach(test -> print(test, file));
        file.neverFired().forEach(rule -> print(rule, file));
    }

    private void print(Test test, TestedFile file) {
        Style style = terminal.style();
        if (test.passed()) {
            say(style.good("  ok    ") + LogText.of(test.name()));
            return;
        }
        say(style.bad("  FAIL  ")
                + LogText.of(test.name())
                + style.faint("  " + LogText.of(file.tests()) + ":" + test.line()));
        test.mismatches()
                .forEach(mismatch -> say(INDENT + mismatch.what() + ": expected " + LogText.of(mismatch.expected())
                        + ", got " + LogText.of(mismatch.actual())));
    }

    private void print(NeverFired rule, TestedFile file) {
        Style style = terminal.style();
        String severity = strict ? style.bad("  error: ") : style.warning("  warning: ");
        say(severity + "no test fires \"" + rule.rule() + "\""
                + style.faint("  " + LogText.of(file.rules()) + ":" + rule.line()));
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
