package io.riskgate.cli;

import io.riskgate.backtest.BacktestReport;
import io.riskgate.backtest.BacktestReport.State;
import io.riskgate.cli.RemoteBacktests.Answer;
import io.riskgate.rules.Problem;
import io.riskgate.rules.registry.MergedText;
import io.riskgate.rules.registry.RuleFiles;
import io.riskgate.telemetry.LogText;
import io.riskgate.terminal.ProgressBar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code riskgate rules backtest}. */
@Command(
        name = "backtest",
        description = {
            "Has a running engine replay checkouts through rules that are not active, and says what they would change.",
            "Ctrl-C cancels it. RISKGATE_KEY is a key of the engine, with the scope rules."
        },
        footer = {"", "Exit code: 0 if it was done, 1 if not, 2 for wrong usage."})
final class BacktestCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Terminal terminal;
    private final @Nullable String key;

    @Parameters(paramLabel = "RULES", description = "A .drl file, or a directory of such files.")
    private Path rules = Path.of("");

    @Option(
            names = "--scope",
            required = true,
            paramLabel = "SCOPE",
            description = "Whose rules they would be: platform, or a merchant's id.")
    private String scope = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the engine listens, ${DEFAULT-VALUE} if not said.")
    private String url = "";

    @Option(names = "--from", paramLabel = "TIME", description = "The first checkout that counts; a day before --to.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The first that does not count any more; now.")
    private @Nullable String to;

    @Option(names = "--warm-up", paramLabel = "TIME", description = "History before --from, such as 7d; 24h.")
    private @Nullable String warmUp;

    @Option(
            names = "--merchant",
            paramLabel = "ID",
            description = "Of platform rules: this merchant's checkouts alone.")
    private @Nullable String merchant;

    @Option(names = "--sample", paramLabel = "PART", description = "Which part of the checkouts counts, such as 0.1.")
    private @Nullable String sample;

    @Option(names = "--on-error", paramLabel = "skip|stop", description = "What a line that cannot be read does.")
    private @Nullable String onError;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Checkouts to replay in place of the engine's own: JSON lines, or comma-separated in a .csv.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print the engine's answer as it is.")
    private boolean json;

    /** @param key for the engine, {@code null} for none; not an option, since others see those */
    BacktestCommand(Terminal terminal, @Nullable String key) {
        this.terminal = terminal;
        this.key = key;
    }

    @Override
    public Integer call() throws InterruptedException {
        RemoteBacktests backtests = new RemoteBacktests(RunningEngine.at(url, key, "rules"));
        MergedText text = text();
        Map<String, String> query = query();
        if (file != null) {
            if (!Files.isRegularFile(file)) {
                throw new WrongUsage("There is no file " + file);
            }
            Answer uploaded = backtests.upload(file);
            if (!(uploaded instanceof Answer.Uploaded done)) {
                return fail(uploaded, text);
            }
            query.put("file", done.file());
        }
        Answer started = backtests.start(scope, text.text(), query);
        return started instanceof Answer.Report report ? end(awaitEnd(backtests, report), text) : fail(started, text);
    }

    private MergedText text() {
        if (!Files.exists(rules)) {
            throw new WrongUsage("There is no file " + rules);
        }
        return switch (Files.isDirectory(rules) ? RuleFiles.readDirectory(rules) : RuleFiles.readFile(rules)) {
            case RuleFiles.Content.Text content -> content.text();
            case RuleFiles.Content.Broken broken ->
                throw new WrongUsage(broken.problems().getFirst().message());
        };
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        put("from", from, query);
        put("to", to, query);
        put("warmUp", warmUp, query);
        put("merchantId", merchant, query);
        put("sample", sample, query);
        put("onError", onError, query);
        return query;
    }

    private static void put(String name, @Nullable String value, Map<String, String> query) {
        if (value != null) {
            query.put(name, value);
        }
    }

    /** Asks until it has ended; whoever ends the command meanwhile ends it, too. */
    private Answer awaitEnd(RemoteBacktests backtests, Answer.Report started) throws InterruptedException {
        String id = started.report().id();
        Thread cancel = new Thread(() -> cancel(backtests, id), "cancels-backtest");
        Runtime.getRuntime().addShutdownHook(cancel);
        ProgressBar bar = new ProgressBar(this::show, terminal.style().coloured(), "backtest");
        Answer now = started;
        while (now instanceof Answer.Report report && !report.report().isEnded()) {
            BacktestReport.Progress progress = report.report().progress();
            bar.reached((int) (100 * progress.fraction()), progress.checkouts(), progress.perSecond());
            Thread.sleep(LOOK_EVERY);
            now = backtests.report(id);
        }
        bar.end();
        Runtime.getRuntime().removeShutdownHook(cancel);
        return now;
    }

    private static void cancel(RemoteBacktests backtests, String id) {
        try {
            backtests.cancel(id);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it is no part of what was found. */
    private void show(String progress) {
        terminal.err().print(progress);
        terminal.err().flush();
    }

    private int end(Answer answer, MergedText text) {
        if (!(answer instanceof Answer.Report(String body, BacktestReport report))) {
            return fail(answer, text);
        }
        if (json) {
            terminal.out().println(body);
        } else if (report.result() != null) {
            new BacktestText(terminal).print(report, report.result());
        } else {
            String why = report.failure() == null ? "It was cancelled" : report.failure();
            terminal.err().println(terminal.style().bad("riskgate: ") + LogText.of(why));
        }
        return report.state() == State.DONE ? 0 : 1;
    }

    private int fail(Answer answer, MergedText text) {
        switch (answer) {
            case Answer.Refused refused when json -> terminal.out().println(refused.body());
            case Answer.Refused refused -> {
                List<Problem> problems =
                        Objects.requireNonNullElse(refused.problem().problems(), List.of());
                ProblemText problemText = new ProblemText(terminal);
                problems.forEach(problem -> problemText.print(placed(text.inItsFile(problem))));
                new ExplainText(terminal).print(refused.problem());
            }
            case Answer.None none -> terminal.err().println(terminal.style().bad("riskgate: ") + none.why());
            case Answer.Report unexpected -> throw new IllegalStateException("a report is no failure");
            case Answer.Uploaded unexpected -> throw new IllegalStateException("an upload is no failure");
        }
        return 1;
    }

    private Problem placed(Problem problem) {
        boolean inDirectory = Files.isDirectory(rules) && problem.file() != null;
        return RulesetSource.inFile(
                problem, (inDirectory ? rules.resolve(Objects.requireNonNull(problem.file())) : rules).toString());
    }
}
