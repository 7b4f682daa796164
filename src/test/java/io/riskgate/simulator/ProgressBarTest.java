package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.terminal.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void file_gets_a_line_every_tenth_of_the_way() {
        play(false);

        assertThat(text().lines()).hasSize(10);
        assertThat(text()).contains(" 10 %", "100 %", "5,000 of 5,000").doesNotContain("\r", " 11 %");
    }

    @Test
    void terminal_gets_one_line_that_moves() {
        play(true);

        assertThat(text().lines().filter(line -> !line.isEmpty())).hasSizeGreaterThan(90);
        assertThat(text().chars().filter(c -> c == '\n').count()).isEqualTo(1);
        assertThat(text().split("\r")).allMatch(frame -> frame.length() <= 80);
    }

    private void play(boolean interactive) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ProgressBar bar =
                new ProgressBar(new Terminal(out, out, interactive, new Style(interactive)), "the day", 5_000);
        for (int done = 1; done <= 5_000; done++) {
            bar.reached(done);
        }
        bar.end();
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
