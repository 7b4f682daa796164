package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

    @Test
    void controlCharacters_areEscaped() {
        assertThat(LogText.of("a\nb\u001b[31m\u2028c\u202e")).isEqualTo("a\\u000ab\\u001b[31m\\u2028c\\u202e");
    }

    @Test
    void longText_isCut() {
        assertThat(LogText.of("x".repeat(LogText.CHARS_MAX + 1)))
                .hasSize(LogText.CHARS_MAX + 1)
                .endsWith("x…");
    }

    @Test
    void throwable_keepsItsStackAndCausesButNoLineBreak() {
        Exception failure = new IllegalStateException("a\nb", new RuntimeException("c\rd"));
        Throwable safe = LogText.of(failure);
        assertThat(safe.toString()).isEqualTo("java.lang.IllegalStateException: a\\u000ab");
        assertThat(safe.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(safe.getCause().toString()).isEqualTo("java.lang.RuntimeException: c\\u000dd");
    }
}
