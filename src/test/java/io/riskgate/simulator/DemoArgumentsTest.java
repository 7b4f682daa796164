package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoArgumentsTest {

    @Test
    void nothing_given_means_the_defaults() {
        assertThat(DemoArguments.parse()).isEqualTo(new DemoArguments(null, 42, 20_000, 1_000));
    }

    @Test
    void all_options_are_understood() {
        assertThat(DemoArguments.parse(
                        "--url", "http://localhost:8080/", "--seed", "-7", "--checkouts", "3000", "--rate", "0"))
                .isEqualTo(new DemoArguments(URI.create("http://localhost:8080"), -7, 3_000, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "--seed, x, --seed",
        "--checkouts, 10, 2000",
        "--rate, -1, --rate",
        "--url, https://example.com, http://host:port",
        "--url, http://example.com, http://host:port",
        "--url, no url, http://host:port",
        "--speed, 9, no option --speed",
    })
    void mistake_is_named(String option, String value, String said) {
        assertThatThrownBy(() -> DemoArguments.parse(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void option_without_its_value_is_a_mistake() {
        assertThatThrownBy(() -> DemoArguments.parse("--seed")).hasMessageContaining("--seed takes");
    }
}
