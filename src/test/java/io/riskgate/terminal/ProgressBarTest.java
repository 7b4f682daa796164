package io.riskgate.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final StringBuilder text = new StringBuilder();

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

    @Test
    void rateOfSomebodyElse_isShownAsItIs() {
        ProgressBar bar = new ProgressBar(text::append, false, "backtest");
        bar.reached(0, 0, 0);
        bar.reached(42, 420_000, 51_234);
        bar.end();

        assertThat(text()).isEqualToNormalizingNewlines("  backtest  42 %  420,000  51,234/s   \n");
    }

    private void play(boolean interactive) {
        ProgressBar bar = new ProgressBar(text::append, interactive, "the day");
        for (int done = 1; done <= 5_000; done++) {
            bar.reached(done, 5_000);
        }
        bar.end();
    }

    private String text() {
        return text.toString();
    }
}
