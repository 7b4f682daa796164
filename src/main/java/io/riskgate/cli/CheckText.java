package io.riskgate.cli;

import io.riskgate.cli.CheckReport.CheckedRuleset;
import io.riskgate.telemetry.LogText;
import io.riskgate.terminal.Style;
import java.util.List;

/** Prints what {@code rules check} found, for people: problems first, then what the rulesets contain. */
final class CheckText {

    private static final int LINE_CHARS_MAX = 110;
    private static final String INDENT = "      ";
    private static final String FEATURE_PREFIX = "velocity.";

    private final Terminal terminal;
    private final boolean verbose;

    /** @param verbose whether each rule is listed */
    CheckText(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    void print(CheckReport report) {
        ProblemText problems = new ProblemText(terminal);
        report.rulesets().forEach(ruleset -> ruleset.problems().forEach(problems::print));
        report.rulesets().forEach(this::print);
        long errors =
                report.rulesets().stream().mapToLong(CheckedRuleset::errors).sum();
        long warnings =
                report.rulesets().stream().mapToLong(CheckedRuleset::warnings).sum();
        String sum = Count.of(report.rulesets().size(), "ruleset") + ": " + Count.of(errors, "error") + ", "
                + Count.of(warnings, "warning");
        terminal.out()
                .println(
                        report.ok()
                                ? terminal.style().good(sum)
                                : terminal.style().bad(sum));
    }

    private void print(CheckedRuleset ruleset) {
        Style style = terminal.style();
        String path = style.bold(LogText.of(ruleset.path()));
        if (!ruleset.ok()) {
            terminal.out().println(style.bad("FAIL  ") + path + ": " + Count.of(ruleset.errors(), "error"));
            return;
        }
        terminal.out()
                .println(style.good("ok    ") + path + ": "
                        + Count.of(ruleset.rules().size(), "rule") + " in "
                        + Count.of(ruleset.files().size(), "file")
                        + ", " + Count.of(ruleset.warnings(), "warning"));
        if (verbose) {
            ruleset.rules().forEach(rule -> terminal.out()
                    .println(INDENT
                            + rule.name()
                            + (rule.enabled() ? "" : " (not enabled)")
                            + style.faint("  " + LogText.of(rule.file()) + ":" + rule.line())));
        }
        print(
                "velocity",
                ruleset.features().stream()
                        .map(feature -> feature.substring(FEATURE_PREFIX.length()))
                        .toList());
        print("lists", ruleset.lists());
        if (!ruleset.limits().isEmpty()) {
            print("limits", ruleset.limits());
        }
    }

    /** On as many lines as it takes. */
    private void print(String title, List<String> names) {
        StringBuilder line = new StringBuilder(INDENT + title + ": ");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i) + (i + 1 < names.size() ? ", " : "");
            if (line.length() + name.length() > LINE_CHARS_MAX) {
                terminal.out().println(line.toString().stripTrailing());
                line = new StringBuilder(INDENT + "  ");
            }
            line.append(name);
        }
        terminal.out().println(line + (names.isEmpty() ? "none" : ""));
    }
}
