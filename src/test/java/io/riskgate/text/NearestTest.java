package io.riskgate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> NAMES = List.of("amount", "currency", "card.country");

    @ParameterizedTest
    @CsvSource({"amout, amount", "AMOUNT, amount", "curency, currency", "card.contry, card.country"})
    void misspeltName_findsItself(String name, String meant) {
        assertThat(Nearest.to(name, NAMES)).hasValue(meant);
    }

    @ParameterizedTest
    @CsvSource({"velocity", "am", "cardinality"})
    void otherName_findsNone(String name) {
        assertThat(Nearest.to(name, NAMES)).isEmpty();
    }

    @Test
    void veryLongName_isNotCompared() {
        assertThat(Nearest.to("a".repeat(65), List.of("a".repeat(64)))).isEmpty();
    }
}
