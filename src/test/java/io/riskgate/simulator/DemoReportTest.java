package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Verdict;
import io.riskgate.terminal.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DemoReportTest {

    private final Scoreboard board = new Scoreboard();

    @Test
    void attack_that_is_mostly_missed_is_marked() {
        count(Label.BUST_OUT, Verdict.DECLINE, 7);
        count(Label.BUST_OUT, Verdict.APPROVE, 3);
        count(Label.BLOCKED, Verdict.REVIEW, 8);
        count(Label.BLOCKED, Verdict.APPROVE, 2);

        assertThat(report())
                .containsPattern("! bust_out +10 +0 +3 +0 +0 +7 +70.0 %")
                .containsPattern("  blocked +10 +0 +2 +8 +0 +0 +80.0 %")
                .contains("missed for 1, marked !");
    }

    @Test
    void false_positives_are_held_to_their_goal() {
        count(Label.HONEST, Verdict.APPROVE, 990);
        count(Label.HONEST, Verdict.REVIEW, 10);
        assertThat(report()).contains("of each attack: met", "of honest: met, 1.00 %");

        count(Label.HONEST, Verdict.REVIEW, 1);
        assertThat(report()).contains("of honest: missed, 1.10 %");
    }

    @Test
    void latency_is_printed_in_milliseconds() {
        assertThat(report()).containsPattern("decisions +1\\.50 +9\\.0\\d +9\\.0\\d +9\\.0\\d");
    }

    @Test
    void tables_fit_a_terminal_and_line_up() {
        count(Label.HONEST, Verdict.APPROVE, 1_234_567);

        assertThat(report().lines()).allMatch(line -> line.length() <= 100);
        assertThat(report().lines().filter(line -> line.endsWith("honest hit") || line.matches("  -{90,}")))
                .hasSize(2)
                .extracting(String::length)
                .containsOnly(98);
    }

    private void count(Label label, Verdict verdict, int times) {
        for (int i = 0; i < times; i++) {
            board.count(label, verdict, Set.of(), Set.of());
        }
    }

    private String report() {
        Histogram latencyMicros = new Histogram(60_000_000, 3);
        latencyMicros.recordValueWithCount(1_500, 98);
        latencyMicros.recordValueWithCount(9_000, 2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new DemoReport(new Terminal(out, out, false, new Style(false)))
                .print(
                        new PlayResult(board, latencyMicros, Duration.ofSeconds(1), 0, null),
                        new PlayResult(new Scoreboard(), latencyMicros, Duration.ofSeconds(1), 1, "404"),
                        3_000);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
