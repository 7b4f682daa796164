package io.riskgate.loadtest;

import io.riskgate.loadtest.report.Conditions;
import io.riskgate.loadtest.report.ReportFiles;
import io.riskgate.loadtest.report.ScenarioReport;
import io.riskgate.loadtest.report.TerminalReport;
import io.riskgate.loadtest.scenario.Bench;
import io.riskgate.loadtest.scenario.Scenarios;
import io.riskgate.loadtest.server.Cores;
import io.riskgate.loadtest.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs scenarios, prints what they showed, and writes the report. Exit code 0 also if a goal was missed; 1 if it failed. */
@Command(
        name = "riskgate loadtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Loads an engine of its own by a schedule that does not wait for answers, and writes a report.",
            "Without a scenario: steady and saturation."
        })
final class LoadTest implements Callable<Integer> {

    private static final List<String> USUAL = List.of("steady", "saturation");

    @Parameters(
            paramLabel = "SCENARIO",
            description = "one of ${COMPLETION-CANDIDATES}",
            completionCandidates = Names.class)
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--all", description = "all scenarios; takes more than an hour")
    private boolean all;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "how long each run takes that counts (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "30",
            description = "seconds of load before a server counts as warm (${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "3",
            description = "how often what is compared is measured (${DEFAULT-VALUE})")
    private int repetitions;

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            defaultValue = "30",
            description = "how long the soak takes (${DEFAULT-VALUE})")
    private int soakMinutes;

    @Option(
            names = "--report",
            paramLabel = "DIRECTORY",
            defaultValue = "loadtest/target/report",
            description = "where the report goes (${DEFAULT-VALUE})")
    private Path report = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private static final class Names extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Names() {
            super(Scenarios.names());
        }
    }

    public static void main(String... arguments) {
        CommandLine command = new CommandLine(new LoadTest());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof IOException) {
                line.getErr().println("The load test failed: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> names = all ? Scenarios.names() : scenarios.isEmpty() ? USUAL : List.copyOf(scenarios);
        check(names);
        Path project = Path.of("").toAbsolutePath();
        Path work = Files.createTempDirectory("riskgate-loadtest");
        Cores cores = Cores.ofLauncher();
        Servers servers = new Servers(project, work, cores, Machine.javaOptions());
        Bench bench = new Bench(
                servers,
                Path.of(System.getProperty("riskgate.checkouts")),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUpSeconds),
                repetitions,
                Duration.ofMinutes(soakMinutes),
                System.out);
        Conditions conditions = new Conditions(
                "./riskgate loadtest "
                        + String.join(" ", spec.commandLine().getParseResult().originalArgs()),
                LocalDate.now(ZoneOffset.UTC).toString(),
                Machine.describe(cores));
        TerminalReport terminal = new TerminalReport(System.out);
        List<ScenarioReport> reports = new ArrayList<>();
        try {
            for (String name : names) {
                System.out.println(name + " ...");
                ScenarioReport done = Scenarios.run(name, bench);
                terminal.print(done);
                reports.add(done);
                // After each, so that what was measured is not lost if a later one fails.
                ReportFiles.write(report, conditions, reports);
            }
        } finally {
            deleteAll(work);
        }
        System.out.println("The report is in " + report.resolve("report.html"));
        return 0;
    }

    private void check(List<String> names) {
        for (String name : names) {
            if (!Scenarios.names().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no scenario '" + name + "'. There are " + String.join(", ", Scenarios.names()) + ".");
            }
        }
        if (seconds < 1 || warmUpSeconds < 1 || repetitions < 1 || soakMinutes < 1 || soakMinutes > 60) {
            throw new ParameterException(
                    spec.commandLine(), "Numbers must be 1 or more, and the soak at most 60 minutes.");
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
