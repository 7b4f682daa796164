package io.riskgate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLimitsTest extends LimitsContract {

    @TempDir
    Path directory;

    @Override
    protected Limits open() {
        return new FileLimits(directory);
    }

    @Test
    void fileThatCannotBeRead_stopsTheStartAndIsNamed() throws IOException {
        open().put(limit("acme", "a", 1));
        Path file = directory.resolve("limits/acme.json");
        assertThat(file).exists();
        Files.writeString(file, "{\"limits\":[{}]}");
        assertThatThrownBy(this::open).isInstanceOf(UncheckedIOException.class).hasMessageContaining("acme.json");
    }
}
