package io.riskgate.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeTimeTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "250ms, PT0.25S",
        "90s, PT1M30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "3d, PT72H",
        "1d1h1m1s, PT25H1M1S"
    })
    void duration_isRead(String text, Duration duration) {
        assertThat(RelativeTime.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "-5m", "5m ", "5w", "1.5h", "5M", "1234567s", "1m1m1m1m1m1m"})
    void anythingElse_isNoDuration(String text) {
        assertThat(RelativeTime.duration(text)).isNull();
    }

    @Test
    void ago_isADurationWithTheWord() {
        assertThat(RelativeTime.ago("3d ago")).isEqualTo(Duration.ofDays(3));
        assertThat(RelativeTime.ago("3d")).isNull();
        assertThat(RelativeTime.ago("long ago")).isNull();
    }
}
