package io.riskgate.cli;

import io.riskgate.cli.RunningEngine.RefusedRequest;
import io.riskgate.cli.RunningEngine.WrongField;
import io.riskgate.decision.Explanation;
import io.riskgate.decision.Explanation.RulesetExplanation;
import io.riskgate.model.Reason;
import io.riskgate.rules.RuleExplanation;
import io.riskgate.telemetry.LogText;
import io.riskgate.terminal.Style;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Prints an explanation for people: the verdict first, then what each rule did, then what the windows had. */
final class ExplainText {

    private static final String INDENT = "         ";

    private final Terminal terminal;

    ExplainText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Explanation explanation) {
        printVerdict(explanation);
        explanation.rulesets().forEach(ruleset -> {
            print(ruleset);
            ruleset.rules().forEach(this::print);
        });
        say("");
        say(terminal.style().bold("velocity"));
        explanation.features().forEach((feature, value) -> say("  " + LogText.of(feature) + " = " + value));
        if (explanation.features().isEmpty()) {
            say("  none");
        }
    }

    /** Prints what one rule did, and nothing that has nothing to do with it. */
    void print(Explanation explanation, String rule) {
        printVerdict(explanation);
        for (RulesetExplanation ruleset : explanation.rulesets()) {
            List<RuleExplanation> asked = ruleset.rules().stream()
                    .filter(other -> other.rule().equals(rule))
                    .toList();
            if (!asked.isEmpty()) {
                print(ruleset);
                asked.forEach(this::print);
            }
        }
    }

    private void printVerdict(Explanation explanation) {
        say(terminal.style().bold(explanation.verdict() + ", score " + explanation.score()) + ": checkout "
                + LogText.of(explanation.id()) + " of " + LogText.of(explanation.merchantId()));
        if (explanation.counted()) {
            say("  It was decided before, and the windows have counted it: this is what it would get now.");
        }
        say("  reasons: "
                + list(explanation.reasons().stream().map(ExplainText::text).toList()));
        say("  tags: " + list(explanation.tags()));
    }

    private static String text(Reason reason) {
        return LogText.of(reason.code()) + (reason.points() == null ? "" : String.format(" (%+d)", reason.points()));
    }

    private static String list(List<String> texts) {
        return texts.isEmpty() ? "none" : texts.stream().map(LogText::of).collect(Collectors.joining(", "));
    }

    private void print(RulesetExplanation ruleset) {
        long fired = ruleset.rules().stream().filter(RuleExplanation::fired).count();
        say("");
        say(terminal.style().bold(LogText.of(ruleset.ruleset())) + ": " + fired + " of "
                + Count.of(ruleset.rules().size(), "rule") + " fired");
    }

    private void print(RuleExplanation rule) {
        Style style = terminal.style();
        String name = LogText.of(rule.rule());
        if (rule.fired()) {
            String times = rule.firings() > 1 ? " (" + rule.firings() + " times)" : "";
            say(style.warning("  fired  ") + name + times);
        } else {
            say("  no     " + name);
        }
        if (rule.note() != null) {
            say(INDENT + LogText.of(rule.note()));
        }
        rule.failed().forEach(this::print);
    }

    private void print(RuleExplanation.Failed failed) {
        Style style = terminal.style();
        say(INDENT + style.bad("fails: ") + LogText.of(failed.pattern()) + ": " + LogText.of(failed.condition()));
        failed.values()
                .forEach((name, value) ->
                        say(INDENT + style.faint("       ") + LogText.of(name) + " = " + LogText.of(value)));
    }

    /** What is wrong with the checkout, or why the engine did not explain it. */
    void print(RefusedRequest refused) {
        Style style = terminal.style();
        List<WrongField> errors = Objects.requireNonNullElse(refused.errors(), List.of());
        say(style.bad("error: ")
                + LogText.of(refused.title())
                + (errors.isEmpty() && refused.detail() != null ? ": " + LogText.of(refused.detail()) : ""));
        errors.forEach(error -> say("  " + LogText.of(error.field()) + ": " + LogText.of(error.message())));
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
