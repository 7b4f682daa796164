package io.riskgate.simulator;

import io.riskgate.model.Verdict;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Says in tables what came of the day. Stateless. */
final class DemoReport {

    /** What the rule pack is held to. */
    static final double RECALL_GOAL = 0.80;

    static final double FALSE_POSITIVES_GOAL = 0.01;

    private static final String ROW = "%-26s %9s %5s %8s %7s %9s %8s %8s %10s";
    private static final List<Verdict> COLUMNS =
            List.of(Verdict.APPROVE, Verdict.REVIEW, Verdict.CHALLENGE, Verdict.DECLINE);

    private final Terminal terminal;

    DemoReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param echo the same checkouts, answered without a decision; with errors if the engine does not offer that */
    void print(PlayResult result, PlayResult echo, int historyCheckouts) {
        printVerdicts(result.scoreboard());
        printLatency(result, echo, historyCheckouts);
    }

    private void printVerdicts(Scoreboard board) {
        line("");
        line(terminal.style()
                .bold(row(
                        "  who",
                        "checkouts",
                        "late",
                        "approve",
                        "review",
                        "challenge",
                        "decline",
                        "caught",
                        "honest hit")));
        line("  " + "-".repeat(96));
        line(row(board, "  ", Label.HONEST, share(board.caughtShare(Label.HONEST)), ""));
        for (Label attack : Label.ATTACKS) {
            boolean missed = isMissed(board, attack);
            String text = row(
                    board,
                    missed ? "! " : "  ",
                    attack,
                    share(board.caughtShare(attack)),
                    share(board.falsePositiveShare(attack)));
            line(missed ? terminal.style().bad(text) : text);
        }
        line("");
        line("  late        no time or room to ask the rules: got the fallback verdict; not in the shares");
        line("  caught      any verdict but approve: recall for an attack, false positives for honest shoppers");
        line("  honest hit  honest checkouts that were caught for a reason of that attack");
        line("");
        printGoals(board);
    }

    private void printGoals(Scoreboard board) {
        long missed =
                Label.ATTACKS.stream().filter(attack -> isMissed(board, attack)).count();
        line("  Recall: goal at least " + percent(RECALL_GOAL, 0) + " of each attack: "
                + (missed == 0
                        ? terminal.style().good("met")
                        : terminal.style().bad("missed for " + missed + ", marked !")));
        double honest = board.caughtShare(Label.HONEST);
        String falsePositives = "False positives: goal at most " + percent(FALSE_POSITIVES_GOAL, 0) + " of honest: ";
        line("  " + falsePositives
                + (honest <= FALSE_POSITIVES_GOAL
                        ? terminal.style().good("met")
                        : terminal.style().bad("missed"))
                + ", " + percent(honest, 2));
    }

    private void printLatency(PlayResult result, PlayResult echo, int historyCheckouts) {
        line("");
        line(terminal.style()
                .bold("  %-16s %9s %9s %9s %9s %12s"
                        .formatted("latency, ms", "P50", "P99", "P99.9", "max", "a second")));
        line("  " + "-".repeat(69));
        line(latency("decisions", result));
        if (echo.errors() == 0) {
            line(latency("bare JSON", echo));
        }
        line("");
        line(String.format(
                Locale.ROOT,
                "  As the client saw it; client and engine shared this machine's %d processors if both ran here.",
                Runtime.getRuntime().availableProcessors()));
        line(String.format(
                Locale.ROOT,
                "  Warm-up is not in these numbers: %,d earlier checkouts were played first. Bare JSON reads the",
                historyCheckouts));
        line("  same requests and answers the same JSON without deciding anything.");
        result.scoreboard()
                .degraded()
                .forEach((what, count) ->
                        line(String.format(Locale.ROOT, "  %,d answers were degraded: %s", count, what)));
    }

    private static String latency(String what, PlayResult result) {
        Histogram micros = result.latencyMicros();
        return "  %-16s %9s %9s %9s %9s %12s"
                .formatted(
                        what,
                        millis(micros.getValueAtPercentile(50)),
                        millis(micros.getValueAtPercentile(99)),
                        millis(micros.getValueAtPercentile(99.9)),
                        millis(micros.getMaxValue()),
                        whole(Math.round(result.perSecond())));
    }

    private static String row(Scoreboard board, String mark, Label label, String caught, String honestHit) {
        Object[] counts = COLUMNS.stream()
                .map(verdict -> whole(board.count(label, verdict)))
                .toArray();
        return row(
                mark + label.code(),
                whole(board.decided(label) + board.late(label)),
                whole(board.late(label)),
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                caught,
                honestHit);
    }

    private static String row(Object... cells) {
        return ROW.formatted(cells);
    }

    private static boolean isMissed(Scoreboard board, Label attack) {
        return board.decided(attack) > 0 && board.caughtShare(attack) < RECALL_GOAL;
    }

    private void line(String text) {
        terminal.out().println(text.stripTrailing());
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String share(double share) {
        return percent(share, share < 0.1 ? 2 : 1);
    }

    private static String percent(double share, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f %%", share * 100);
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.2f", micros / 1e3);
    }
}
