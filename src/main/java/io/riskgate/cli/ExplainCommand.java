package io.riskgate.cli;

import io.riskgate.decision.Explanation;
import io.riskgate.telemetry.LogText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code riskgate explain}. */
@Command(
        name = "explain",
        description = {
            "Asks a running engine what it would decide of a checkout now, and why each rule fires or not.",
            "Nothing is counted or recorded. RISKGATE_KEY is a key of the engine, with the scope rules."
        },
        footer = {"", "Exit code: 0 if it was explained, 1 if not, 2 for wrong usage."})
final class ExplainCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    /** More than the engine takes, so that it is the engine that says what is too large. */
    private static final int CHECKOUT_BYTES_MAX = 1024 * 1024;

    private final Terminal terminal;
    private final @Nullable String key;

    @Parameters(
            paramLabel = "FILE",
            description = "A checkout as JSON, as in a request for a decision; - reads it here.")
    private String file = STANDARD_INPUT;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the engine listens, ${DEFAULT-VALUE} if not said.")
    private String url = "";

    @Option(names = "--json", description = "Print the engine's answer as it is.")
    private boolean json;

    @Option(names = "--rule", paramLabel = "NAME", description = "Show what this rule did, and none of the others.")
    private @Nullable String rule;

    /** @param key for the engine, {@code null} for none; not an option, since others see those */
    ExplainCommand(Terminal terminal, @Nullable String key) {
        this.terminal = terminal;
        this.key = key;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (json && rule != null) {
            throw new WrongUsage("--json prints the whole answer, so it takes no --rule");
        }
        RunningEngine engine = RunningEngine.at(url, key, "rules");
        return switch (engine.explain(checkout())) {
            case RunningEngine.Answer.Explained explained -> print(explained);
            case RunningEngine.Answer.Refused refused -> {
                if (json) {
                    terminal.out().println(refused.body());
                } else {
                    new ExplainText(terminal).print(refused.problem());
                }
                yield 1;
            }
            case RunningEngine.Answer.None none -> fail(none.why());
        };
    }

    private int print(RunningEngine.Answer.Explained explained) {
        if (json) {
            terminal.out().println(explained.body());
            return 0;
        }
        Explanation explanation = explained.explanation();
        if (rule == null) {
            new ExplainText(terminal).print(explanation);
            return 0;
        }
        if (explanation.rulesets().stream()
                .flatMap(ruleset -> ruleset.rules().stream())
                .noneMatch(other -> other.rule().equals(rule))) {
            return fail("The rules that are active for " + LogText.of(explanation.merchantId())
                    + " have none that is named \"" + rule + "\"");
        }
        new ExplainText(terminal).print(explanation, rule);
        return 0;
    }

    private int fail(String why) {
        terminal.err().println(terminal.style().bad("riskgate: ") + why);
        return 1;
    }

    private byte[] checkout() throws IOException {
        byte[] read;
        if (file.equals(STANDARD_INPUT)) {
            read = terminal.in().readNBytes(CHECKOUT_BYTES_MAX + 1);
        } else {
            Path path = Path.of(file);
            if (!Files.isReadable(path) || Files.isDirectory(path)) {
                throw new WrongUsage(
                        Files.exists(path) ? "The file " + path + " cannot be read" : "There is no file " + path);
            }
            try (InputStream content = Files.newInputStream(path)) {
                read = content.readNBytes(CHECKOUT_BYTES_MAX + 1);
            }
        }
        if (read.length > CHECKOUT_BYTES_MAX) {
            throw new WrongUsage("A checkout of more than " + CHECKOUT_BYTES_MAX / 1024 + " KiB is none");
        }
        return read;
    }
}
