package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutFileTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));

    @TempDir
    Path directory;

    @Test
    void every_line_is_the_body_of_one_checkout() throws IOException {
        List<String> lines = Files.readAllLines(written("7"));

        assertThat(lines).hasSize(2_000);
        ObjectMapper json = new ObjectMapper();
        for (String line : lines) {
            JsonNode body = json.readTree(line);
            assertThat(body.path("id").asText()).isNotEmpty();
            assertThat(body.path("merchantId").asText()).isNotEmpty();
            assertThat(body.path("card").path("fingerprint").asText()).isNotEmpty();
        }
    }

    @Test
    void same_seed_writes_the_same_file() throws IOException {
        assertThat(written("7")).hasSameBinaryContentAs(written("7"));
        assertThat(Files.mismatch(written("7"), written("8"))).isNotNegative();
    }

    @Test
    void file_that_cannot_be_written_is_told_by_the_exit_code() {
        String missing = directory.resolve("missing").resolve("day.jsonl").toString();

        assertThat(CheckoutFile.run(CLOCK, "--checkouts", "2000", missing)).isEqualTo(1);
    }

    @Test
    void no_file_is_told_by_the_exit_code() {
        assertThat(CheckoutFile.run(CLOCK)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"--checkouts, 10, 2000", "--seed, x, --seed", "--speed, 9, no option --speed"})
    void mistake_is_named(String option, String value, String said) {
        assertThatThrownBy(() -> CheckoutFileArguments.parse(option, value, "day.jsonl"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    private Path written(String seed) throws IOException {
        Path file = Files.createTempFile(directory, "day", ".jsonl");
        assertThat(CheckoutFile.run(CLOCK, "--checkouts", "2000", "--seed", seed, file.toString()))
                .isZero();
        return file;
    }
}
