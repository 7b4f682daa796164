package io.riskgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

    private static final Pattern BORDER = Pattern.compile("(?<!\\\\)\\|");

    @Test
    void conditions_goals_and_scenarios_follow_each_other() {
        String markdown = of(Runs.scenario(Runs.of("echo", 2)));

        assertThat(markdown).startsWith("""
                - Date: 2026-11-25
                - Command: `` loadtest --all ``
                - Two cores.
                - JDK 25 with the serial collector.

                | scenario | what | goal | measured | result |
                | --- | --- | --- | --- | --- |
                | reload_storm | P99 at half of saturation | < 5 ms | 1.94 ms | met |
                | reload_storm | errors | 0 | 3 | **missed** |

                ### reload_storm

                Rules are reloaded without a pause.

                | measurement | offered/s | achieved/s | P50 ms |""");
        assertThat(markdown).endsWith("""
                | echo | 0 | 0 | 2.00 | 2.00 | 2.00 | 2.00 | 2.00 | 0 | 0.00 | 212.3 | 51.2 | 3.0 | 4 | 12.5 | 2.00 | 33.0 |

                - The collector ran four times.
                """);
    }

    @Test
    void every_row_of_a_table_has_the_same_cells() {
        Measurement hostile = Runs.of("a|b\\|c\n| d", 1, 2);

        List<Integer> cells = measurementRows(of(Runs.scenario(hostile, Runs.of("echo", 3))))
                .map(row -> BORDER.split(row, -1).length)
                .toList();

        // A border at both ends: 17 cells are 19 pieces. Heading, rule, and two measurements.
        assertThat(cells).containsExactly(19, 19, 19, 19);
    }

    @Test
    void markup_in_a_name_is_text() {
        assertThat(of(Runs.scenario(Runs.of("<b>&amp; a < b", 1)))).contains("| \\<b>\\&amp; a < b |");
    }

    @Test
    void nothing_measured_is_shown_as_dashes() {
        Measurement none = Runs.of("none", Runs.histogram(), List.of(), Runs.UNKNOWN);

        assertThat(of(Runs.scenario(none)))
                .contains("| none | 0 | 0 | - | - | - | - | - | 0 | - | - | - | - | - | - | - | - |\n");
    }

    @Test
    void scenario_without_anything_is_a_heading_and_a_sentence() {
        assertThat(of(Runs.emptyScenario())).endsWith("collector.\n\n### empty\n\nNothing is sent.\n");
    }

    private static String of(ScenarioReport scenario) {
        return MarkdownReport.of(Runs.CONDITIONS, List.of(scenario));
    }

    private static Stream<String> measurementRows(String markdown) {
        return markdown.substring(markdown.indexOf("| measurement")).lines().takeWhile(line -> line.startsWith("|"));
    }
}
