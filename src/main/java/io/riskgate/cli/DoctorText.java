package io.riskgate.cli;

import io.riskgate.diagnosis.DiagnosisReport;
import io.riskgate.diagnosis.Finding;
import io.riskgate.diagnosis.Severity;
import io.riskgate.telemetry.LogText;
import io.riskgate.terminal.Style;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Prints a diagnosis for people: how many findings there are of each kind, then each, the worst first. */
final class DoctorText {

    private static final String INDENT = " ".repeat(10);
    private static final int WIDTH = 110;

    private final Terminal terminal;
    private final boolean numbersOfAll;

    /** @param numbersOfAll whether to print the numbers also of what is fine */
    DoctorText(Terminal terminal, boolean numbersOfAll) {
        this.terminal = terminal;
        this.numbersOfAll = numbersOfAll;
    }

    void print(DiagnosisReport report) {
        say(styled(report.severity(), word(report.severity()))
                + " at " + report.at() + ": "
                + Count.of(count(report, Severity.CRITICAL), "critical finding") + ", "
                + Count.of(count(report, Severity.WARNING), "warning") + ", "
                + Count.of(count(report, Severity.NOTICE), "notice") + ", "
                + count(report, Severity.OK) + " fine");
        say("");
        report.findings().forEach(this::print);
    }

    private static long count(DiagnosisReport report, Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private void print(Finding finding) {
        Style style = terminal.style();
        String word = word(finding.severity());
        say(styled(finding.severity(), word) + " ".repeat(INDENT.length() - word.length())
                + style.bold(LogText.of(finding.id())) + ": " + LogText.of(finding.summary()));
        boolean isFine = finding.severity() == Severity.OK;
        if (isFine && !numbersOfAll) {
            return;
        }
        if (!finding.numbers().isEmpty()) {
            wrap(numbers(finding.numbers()), style::faint);
        }
        for (Finding.Named named : finding.of()) {
            String own = numbers(named.numbers());
            say(INDENT + "- " + LogText.of(named.name()) + (own.isEmpty() ? "" : style.faint(" " + own)));
        }
        if (!finding.advice().isEmpty()) {
            wrap("-> " + LogText.of(finding.advice()), text -> text);
        }
    }

    private static String numbers(Map<String, Number> numbers) {
        return numbers.entrySet().stream()
                .map(number -> LogText.of(number.getKey()) + "=" + plain(number.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String plain(Number number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    /** Between words, so that advice can be read on a narrow terminal. */
    @SuppressWarnings("StringSplitter")
    private void wrap(String text, UnaryOperator<String> style) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH - INDENT.length()) {
                say(INDENT + style.apply(line.toString()));
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        say(INDENT + style.apply(line.toString()));
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private String styled(Severity severity, String text) {
        Style style = terminal.style();
        return switch (severity) {
            case OK -> style.good(text);
            case NOTICE -> style.bold(text);
            case WARNING -> style.warning(text);
            case CRITICAL -> style.bad(text);
        };
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
