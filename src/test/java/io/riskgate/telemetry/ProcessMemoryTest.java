package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {

    @TempDir
    Path directory;

    private double residentBytes(String status) throws IOException {
        return ProcessMemory.residentBytes(Files.writeString(directory.resolve("status"), status));
    }

    @Test
    void residentMemory_isThatOfTheProcess() throws IOException {
        assertThat(residentBytes("Name:\tjava\nVmPeak:\t 9000 kB\nVmRSS:\t  2048 kB\nThreads:\t8\n"))
                .isEqualTo(2048 * 1024);
    }

    @Test
    void whereTheSystemDoesNotSay_itIsNotANumber() throws IOException {
        assertThat(residentBytes("Name:\tjava\n")).isNaN();
        assertThat(ProcessMemory.residentBytes(directory.resolve("none"))).isNaN();
    }
}
