package io.riskgate.loadtest.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Writes all forms of a report to a directory. */
public final class ReportFiles {

    private static final double NANOS_PER_MILLI = 1e6;

    /** In each half of what is left to 100 %, as HdrHistogram's own tools have it. */
    private static final int TICKS_PER_HALF = 5;

    private static final Pattern NOT_IN_FILE_NAMES = Pattern.compile("[^A-Za-z0-9_-]");

    private ReportFiles() {}

    /**
     * Writes {@code report.html}, {@code report.md}, for each scenario its percentile plot {@code <scenario>.svg}, and for its
     * n-th measurement, from 1, the percentiles in milliseconds as {@code <scenario>-<n>.hgrm}, which HdrHistogram's plotters
     * read. Replaces files of these names; the directory is created if it is missing. Blocks.
     *
     * @return the HTML page
     */
    public static Path write(Path directory, Conditions conditions, List<ScenarioReport> scenarios) throws IOException {
        Files.createDirectories(directory);
        Set<String> names = new HashSet<>();
        for (ScenarioReport scenario : scenarios) {
            String name = fileName(scenario.name(), names);
            Files.writeString(directory.resolve(name + ".svg"), HtmlReport.percentilePlot(scenario));
            for (int i = 0; i < scenario.measurements().size(); i++) {
                Histogram nanos = scenario.measurements().get(i).result().latencyNanos();
                Files.writeString(directory.resolve(name + "-" + (i + 1) + ".hgrm"), percentiles(nanos));
            }
        }
        Files.writeString(directory.resolve("report.md"), MarkdownReport.of(conditions, scenarios));
        return Files.writeString(directory.resolve("report.html"), HtmlReport.of(conditions, scenarios));
    }

    /** A name that stays in the directory and that no other scenario has, even where case makes no difference. */
    private static String fileName(String scenario, Set<String> taken) {
        String safe = NOT_IN_FILE_NAMES.matcher(scenario).replaceAll("_");
        String name = safe;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = safe + "_" + i;
        }
        return name;
    }

    private static String percentiles(Histogram nanos) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream text = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            nanos.outputPercentileDistribution(text, TICKS_PER_HALF, NANOS_PER_MILLI);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
