package io.riskgate.cli;

import io.riskgate.backtest.BacktestReport;
import io.riskgate.backtest.BacktestResult;
import io.riskgate.backtest.BacktestResult.Cell;
import io.riskgate.backtest.BacktestResult.Example;
import io.riskgate.backtest.BacktestResult.Part;
import io.riskgate.backtest.BacktestResult.Quality;
import io.riskgate.backtest.BacktestResult.ReasonCount;
import io.riskgate.backtest.BacktestResult.WrongLine;
import io.riskgate.model.Verdict;
import io.riskgate.telemetry.LogText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what a backtest has found for people: the verdicts before and after, the money that moved, why, and for example. */
final class BacktestText {

    private static final List<Verdict> VERDICTS =
            List.of(Verdict.APPROVE, Verdict.REVIEW, Verdict.CHALLENGE, Verdict.DECLINE);
    private static final int EXAMPLES_MAX = 10;
    private static final int WRONG_LINES_MAX = 10;

    private final Terminal terminal;

    BacktestText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(BacktestReport report, BacktestResult result) {
        say(terminal.style().bold(LogText.of(report.candidate())) + " on " + number(result.checkouts())
                + " checkouts, after " + number(result.history()) + " of history, in "
                + String.format(Locale.ROOT, "%.1f s (%,d/s)", result.durationMillis() / 1e3, result.perSecond()));
        printMatrix(result);
        printMoved(result);
        printReasons(result);
        printQuality(result);
        printExamples(result);
        printLeftOut(result);
        say("");
        report.notes().forEach(note -> say(terminal.style().faint("  " + LogText.of(note))));
    }

    private void printMatrix(BacktestResult result) {
        say("");
        say(terminal.style()
                .bold(String.format(Locale.ROOT, "  %-12s", "before/after")
                        + VERDICTS.stream().map(BacktestText::column).collect(Collectors.joining())));
        for (Verdict before : VERDICTS) {
            say(String.format(Locale.ROOT, "  %-12s", before)
                    + VERDICTS.stream()
                            .map(after -> column(number(count(before, after, result))))
                            .collect(Collectors.joining()));
        }
    }

    private static String column(Object text) {
        return String.format(Locale.ROOT, "%14s", text);
    }

    private static long count(Verdict before, Verdict after, BacktestResult result) {
        return result.matrix().stream()
                .filter(cell -> cell.before() == before && cell.after() == after)
                .mapToLong(Cell::checkouts)
                .sum();
    }

    private void printMoved(BacktestResult result) {
        long changed = result.stricter().checkouts() + result.milder().checkouts();
        say("");
        say(terminal.style().bold("money moved: " + checkouts(changed) + " changed"));
        print("stricter", result.stricter());
        print("milder", result.milder());
    }

    private void print(String what, Part part) {
        say(String.format(Locale.ROOT, "  %-9s %,12d  %s", what, part.checkouts(), amounts(part.amounts())));
    }

    private static String amounts(Map<String, BigDecimal> amounts) {
        return new TreeMap<>(amounts)
                .entrySet().stream()
                        .map(amount -> String.format(Locale.ROOT, "%,.2f %s", amount.getValue(), amount.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private void printReasons(BacktestResult result) {
        SequencedMap<String, String[]> byCode = new LinkedHashMap<>();
        result.reasonsAfter().forEach(reason -> byCode.put(reason.code(), new String[] {"", count(reason)}));
        result.reasonsBefore()
                .forEach(reason ->
                        byCode.computeIfAbsent(reason.code(), code -> new String[] {"", ""})[0] = count(reason));
        if (byCode.isEmpty()) {
            return;
        }
        say("");
        say(terminal.style().bold(row("reasons given most often", "before", "after")));
        byCode.forEach((code, counts) -> say(row(LogText.of(code), counts[0], counts[1])));
    }

    private static String count(ReasonCount reason) {
        return number(reason.checkouts());
    }

    private void printQuality(BacktestResult result) {
        Quality before = result.qualityBefore();
        Quality after = result.qualityAfter();
        if (before == null || after == null) {
            return;
        }
        say("");
        say(terminal.style().bold(row("where outcomes are known", "before", "after")));
        say(row("fraud stopped", number(before.fraudStopped()), number(after.fraudStopped())));
        say(row("fraud that passed", number(before.fraudPassed()), number(after.fraudPassed())));
        say(row("legitimate stopped", number(before.legitimateStopped()), number(after.legitimateStopped())));
        say(row("precision", percent(before.precision()), percent(after.precision())));
        say(row("recall", percent(before.recall()), percent(after.recall())));
    }

    private static String row(String what, String before, String after) {
        return String.format(Locale.ROOT, "  %-30s %12s %12s", what, before, after);
    }

    private void printExamples(BacktestResult result) {
        if (result.examples().isEmpty()) {
            return;
        }
        say("");
        say(terminal.style().bold("for example"));
        result.examples().stream().limit(EXAMPLES_MAX).forEach(this::print);
    }

    private void print(Example example) {
        say("  " + LogText.of(example.id()) + " of " + LogText.of(example.merchantId()) + ", "
                + String.format(Locale.ROOT, "%,.2f %s", example.amount(), example.currency()) + ": "
                + example.before() + codes(example.reasonsBefore()) + " -> " + example.after()
                + codes(example.reasonsAfter()));
    }

    private static String codes(List<String> codes) {
        return codes.isEmpty() ? "" : codes.stream().map(LogText::of).collect(Collectors.joining(", ", " (", ")"));
    }

    private void printLeftOut(BacktestResult result) {
        List<String> leftOut = new ArrayList<>();
        addIfAny(result.notSampled(), "not in the sample", leftOut);
        addIfAny(result.withoutRules(), "decided without the rules, and not compared", leftOut);
        addIfAny(result.rulesFailed(), "on which rules failed", leftOut);
        addIfAny(result.late(), "too late for their place in the order of events", leftOut);
        if (result.windowsFull()) {
            leftOut.add("windows were forgotten for want of memory, so some values are too small");
        }
        if (!leftOut.isEmpty()) {
            say("");
            leftOut.forEach(line -> say("  " + terminal.style().warning(line)));
        }
        if (result.errors() > 0) {
            say("");
            say(terminal.style().warning(Count.of(result.errors(), "line") + " could not be read"));
            result.firstErrors().stream().limit(WRONG_LINES_MAX).forEach(this::print);
        }
    }

    private static void addIfAny(long number, String what, List<String> leftOut) {
        if (number > 0) {
            leftOut.add(checkouts(number) + " " + what);
        }
    }

    private static String checkouts(long number) {
        return number(number) + (number == 1 ? " checkout" : " checkouts");
    }

    private void print(WrongLine wrong) {
        say("  " + (wrong.line() == null ? "" : "line " + wrong.line() + ": ") + LogText.of(wrong.what()));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    private void say(String line) {
        terminal.out().println(line.stripTrailing());
    }
}
