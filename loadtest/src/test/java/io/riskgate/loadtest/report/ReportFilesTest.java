package io.riskgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @TempDir
    Path directory;

    @Test
    void all_forms_are_written() throws IOException {
        Path html = write(Runs.scenario(Runs.of("echo", 1, 2), Runs.of("card", 3)));

        assertThat(html).isEqualTo(directory.resolve("report.html")).isNotEmptyFile();
        assertThat(files())
                .containsExactly(
                        "reload_storm-1.hgrm", "reload_storm-2.hgrm", "reload_storm.svg", "report.html", "report.md");
    }

    @Test
    void percentiles_are_in_milliseconds_as_plotters_read_them() throws IOException {
        write(Runs.scenario(Runs.of("echo", 2, 2, 2, 8)));

        assertThat(directory.resolve("reload_storm-1.hgrm"))
                .content()
                .startsWith("       Value     Percentile TotalCount 1/(1-Percentile)")
                .containsPattern("2\\.00\\d 0\\.000000000000 +3 +1\\.00")
                .containsPattern("8\\.00\\d 1\\.000000000000 +4");
    }

    @Test
    void histogram_without_values_is_written() throws IOException {
        write(Runs.scenario(Runs.of("none", Runs.histogram(), List.of(), Runs.UNKNOWN)));

        assertThat(directory.resolve("reload_storm-1.hgrm")).content().contains("Total count    =            0");
    }

    @Test
    void names_stay_in_the_directory_and_apart() throws IOException {
        write(named("../a"), named("..|a"), named("..|A"));

        assertThat(files()).containsExactly("___A_3.svg", "___a.svg", "___a_2.svg", "report.html", "report.md");
    }

    private Path write(ScenarioReport... scenarios) throws IOException {
        return ReportFiles.write(directory, Runs.CONDITIONS, List.of(scenarios));
    }

    private static ScenarioReport named(String name) {
        return new ScenarioReport(name, "", List.of(), List.of(), List.of());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
