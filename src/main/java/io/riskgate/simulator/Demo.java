package io.riskgate.simulator;

import io.riskgate.terminal.ProgressBar;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The program behind {@code riskgate demo}: starts an engine unless it is given one, plays a simulated day, and prints
 * what was caught and how long it took. Exit code 0; 1 if the engine did not start or answered with errors; 2 if the
 * arguments cannot be understood.
 *
 * <p>The system property {@code riskgate.jar} says where the packaged engine is, {@code riskgate.rules} where the rules,
 * and {@code riskgate.engine.options} has further options of the engine's JVM. The environment variable {@code RISKGATE_KEY} is an
 * admin's key of an engine that it is given.
 */
public final class Demo {

    private static final int CONNECTIONS = 8;
    private static final String KEY = "RISKGATE_KEY";
    private static final String DECISIONS = "/v1/decisions";
    /** Reads the same request and answers the same JSON without deciding; off in an engine that we did not start. */
    private static final String ECHO = "/v1/echo";

    private final DemoArguments arguments;
    private final Terminal terminal;
    private final Clock clock;
    private final Path temporary;

    /** @param temporary where an engine of our own keeps its data while it runs */
    Demo(DemoArguments arguments, Terminal terminal, Clock clock, Path temporary) {
        this.arguments = arguments;
        this.terminal = terminal;
        this.clock = clock;
        this.temporary = temporary;
    }

    public static void main(String... arguments) throws InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(DemoArguments.USAGE);
            return;
        }
        DemoArguments parsed;
        try {
            parsed = DemoArguments.parse(arguments);
        } catch (IllegalArgumentException misunderstood) {
            System.err.println(misunderstood.getMessage());
            System.err.print(DemoArguments.USAGE);
            System.exit(2);
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        System.exit(new Demo(parsed, Terminal.standard(), Clock.systemUTC(), temporary).run());
    }

    /** Returns the exit code. */
    int run() throws InterruptedException {
        try {
            URI url = arguments.url();
            return url == null ? runWithOwnEngine() : play(url, System.getenv(KEY));
        } catch (EngineProcess.StartFailedException | IOException failed) {
            return fail(String.valueOf(failed.getMessage()));
        }
    }

    private int runWithOwnEngine() throws IOException, InterruptedException, EngineProcess.StartFailedException {
        Path jar = existing("riskgate.jar");
        Path rules = existing("riskgate.rules");
        if (jar == null || rules == null) {
            return fail("The demonstration needs the packaged engine and its rules: start it with ./riskgate demo.");
        }
        long startNanos = System.nanoTime();
        try (EngineProcess engine = EngineProcess.start(ownJava(), jar, rules, temporary)) {
            // For Ctrl-C. Otherwise it comes second, and closing twice does nothing.
            Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "ends-engine"));
            engine.awaitReady();
            say(
                    "Engine ready after %.1f s on %s, with the rules in %s",
                    (System.nanoTime() - startNanos) / 1e9, engine.url(), rules);
            return play(engine.url(), null);
        }
    }

    private int play(URI engine, @Nullable String key) throws IOException, InterruptedException {
        SimulatedDay day = DaySimulator.simulate(new DayPlan(
                arguments.seed(), arguments.checkouts(), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        say(
                "A day of %,d checkouts, %,d of them attacks (%.1f %%), seed %d",
                day.checkouts().size(),
                day.attackCheckouts(),
                100.0 * day.attackCheckouts() / day.checkouts().size(),
                arguments.seed());
        say("");
        ListUpload.put(engine, key, day.lists());
        Player player = new Player(engine, key, DECISIONS, CONNECTIONS);
        PlayResult history = play(player, "history", day.history(), 0);
        if (history.errors() > 0) {
            return failWithErrors(history);
        }
        PlayResult result = play(player, "the day", day.checkouts(), arguments.perSecond());
        if (result.errors() > 0) {
            return failWithErrors(result);
        }
        PlayResult echo =
                play(new Player(engine, key, ECHO, CONNECTIONS), "echo", day.checkouts(), arguments.perSecond());
        new DemoReport(terminal).print(result, echo, day.history().size());
        return 0;
    }

    private PlayResult play(Player player, String title, List<LabelledCheckout> checkouts, int perSecond)
            throws InterruptedException {
        ProgressBar bar = new ProgressBar(terminal::show, terminal.interactive(), title);
        PlayResult result = player.play(checkouts, perSecond, done -> bar.reached(done, checkouts.size()));
        bar.end();
        return result;
    }

    private int failWithErrors(PlayResult result) {
        return fail(
                "The engine answered " + result.errors() + " checkouts with errors. The first: " + result.firstError());
    }

    private int fail(String sentence) {
        terminal.out().flush();
        terminal.err().println(terminal.style().bad(sentence));
        return 1;
    }

    private void say(String format, Object... values) {
        terminal.out().println(String.format(Locale.ROOT, format, values));
    }

    /** The JVM that runs this, with its options and those meant for the engine, so that it runs as the launcher would run it. */
    private static List<String> ownJava() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-X") || option.startsWith("--")) {
                command.add(option);
            }
        }
        String more = System.getProperty("riskgate.engine.options", "").strip();
        if (!more.isEmpty()) {
            command.addAll(List.of(more.split("\\s+")));
        }
        return command;
    }

    private static @Nullable Path existing(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            return null;
        }
        Path path = Path.of(value);
        return Files.exists(path) ? path : null;
    }
}
