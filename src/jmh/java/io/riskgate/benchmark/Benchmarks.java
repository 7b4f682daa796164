package io.riskgate.benchmark;

import io.riskgate.benchmark.languages.LanguageAgreement;
import io.riskgate.benchmark.languages.LanguageBenchmark;
import io.riskgate.rules.compile.Agreement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Takes JMH's own arguments, and {@code --full} for three JVMs a benchmark and longer runs. Proves first that the engines
 * agree. JMH prints its table; the ratios follow, and go into the file that the system property {@code riskgate.report}
 * names. Exit code 1 if the engines disagree or a benchmark fails, 2 if the arguments cannot be understood.
 *
 * <p>{@code --engines} compares with other rule languages instead, and writes the rules and checkouts for engines that do not
 * run on the JVM into the directory that the system property {@code riskgate.engines} names.
 *
 * <p>JMH gives the JVMs that it starts the options of this one.
 */
public final class Benchmarks {

    private static final String FULL = "--full";
    private static final String ENGINES = "--engines";
    private static final Collection<String> SIZES = List.of("10", "100", "1000");

    private Benchmarks() {}

    public static void main(String... arguments) throws IOException {
        List<String> own = new ArrayList<>(List.of(arguments));
        boolean full = own.remove(FULL);
        boolean engines = own.remove(ENGINES);
        try {
            CommandLineOptions options = new CommandLineOptions(own.toArray(String[]::new));
            if (options.shouldHelp()) {
                options.showHelp();
            } else if (options.shouldList()) {
                new Runner(options).list();
            } else {
                run(options, full, engines, String.join(" ", arguments));
            }
        } catch (CommandLineOptionException misunderstood) {
            fail(misunderstood, 2);
        } catch (RunnerException | IllegalStateException failed) {
            fail(failed, 1);
        }
    }

    private static void run(CommandLineOptions given, boolean full, boolean engines, String arguments)
            throws IOException, RunnerException {
        Path directory = Path.of(System.getProperty("riskgate.engines"));
        List<String> traffic = given.getParameter("rules").orElse(SIZES).stream()
                .map(Integer::parseInt)
                .map(size -> engines ? LanguageAgreement.proveAndExport(size, directory) : Agreement.prove(size))
                .toList();
        traffic.forEach(System.out::println);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .shouldFailOnError(true);
        String languages = Pattern.quote(LanguageBenchmark.class.getName());
        if (engines) {
            options.include(languages);
        } else {
            options.exclude(languages);
        }
        if (full) {
            // What is given as JMH's argument comes before.
            options.forks(given.getForkCount().orElse(3))
                    .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(5)))
                    .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(5)));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        String report = Report.markdown(
                engines ? "Other rule languages" : "The rule engine beside stock Drools", results, traffic, arguments);
        System.out.println(report);
        Path file = Path.of(System.getProperty("riskgate.report"));
        Files.writeString(file, report);
        System.out.println("Written to " + file);
    }

    private static void fail(Exception reason, int exitCode) {
        System.err.println("riskgate bench: " + reason.getMessage());
        System.exit(exitCode);
    }
}
