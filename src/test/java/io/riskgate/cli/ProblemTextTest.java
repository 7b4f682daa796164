package io.riskgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTextTest {

    @ParameterizedTest
    @ValueSource(strings = {ProblemText.RULES_SECTION, ProblemText.TESTS_SECTION})
    void sectionThatIsPointedTo_isThere(String section) throws IOException {
        String[] parts = section.split("#");
        assertThat(Files.readString(Path.of(parts[0]))
                        .lines()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z ]", "")
                                .replace(' ', '-')))
                .contains(parts[1]);
    }
}
