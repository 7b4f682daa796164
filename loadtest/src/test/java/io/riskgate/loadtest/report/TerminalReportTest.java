package io.riskgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalReportTest {

    @Test
    void figures_end_in_the_same_column() {
        List<String> lines =
                print(Runs.scenario(Runs.of("echo", 1, 2), Runs.of("something with a longer name", 12_345.678)));

        assertThat(lines.subList(3, 7)).allSatisfy(line -> assertThat(line).startsWith("  "));
        assertThat(lines.subList(3, 7))
                .extracting(String::length)
                .containsOnly(lines.get(3).length());
        int p50 = lines.get(3).indexOf("P50") + 3;
        assertThat(lines.get(4).substring(0, p50)).endsWith("ms");
        assertThat(lines.get(5).substring(0, p50)).endsWith(" 1.00");
        assertThat(lines.get(6).substring(0, p50)).endsWith(" 12,348");
    }

    @Test
    void goals_and_notes_follow_the_measurements() {
        assertThat(print(Runs.scenario(Runs.of("echo", 1))))
                .endsWith(
                        "",
                        "  met     P99 at half of saturation  goal < 5 ms  measured 1.94 ms",
                        "  MISSED  errors                     goal 0       measured 3",
                        "",
                        "  - The collector ran four times.",
                        "");
    }

    @Test
    void line_fits_a_terminal_however_long_its_texts() {
        String text = "words and more words ".repeat(20);
        ScenarioReport scenario = new ScenarioReport(
                "long", text, List.of(Runs.of(text, 10_000), Runs.of("echo", 1)), List.of(), List.of(text));

        assertThat(print(scenario)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(140));
    }

    @Test
    void nothing_measured_is_shown_as_dashes() {
        Measurement none = Runs.of("none", Runs.histogram(), List.of(), Runs.UNKNOWN);

        List<String> lines = print(Runs.scenario(none));

        assertThat(lines.get(5).strip().split(" +", -1))
                .containsExactly("none", "0", "0", "-", "-", "-", "-", "-", "0", "-", "-", "-");
    }

    @Test
    void scenario_without_anything_is_its_name_and_summary() {
        assertThat(print(Runs.emptyScenario())).containsExactly("empty", "  Nothing is sent.", "");
    }

    private static List<String> print(ScenarioReport scenario) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TerminalReport(new PrintStream(bytes, false, StandardCharsets.UTF_8)).print(scenario);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
