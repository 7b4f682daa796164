package io.riskgate.cli;

import io.riskgate.decision.DecisionReplay;
import io.riskgate.decision.DecisionReplay.Outcome;
import io.riskgate.decision.Replayed;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalSearch;
import io.riskgate.model.Decision;
import io.riskgate.model.Reason;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.store.FileRulesetStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code riskgate replay}. */
@Command(
        name = "replay",
        description = {
            "Makes a decision of the journal again, from the rules, the sealed checkout and all else that it rests on, and says"
                    + " whether the same comes out."
        },
        footer = {
            "",
            "Without --url it reads the engine's data directory, so it is for the engine's own user and machine, and finds no rules"
                    + " that are in Redis. With it an engine that runs does it, for a key of an admin in RISKGATE_KEY, and"
                    + " --merchant is needed.",
            "Exit code: 0 if the same came out, 1 if not or if it cannot be made again, 2 for wrong usage."
        })
final class ReplayCommand implements Callable<Integer> {

    /** Whoever waits for it can end it. */
    private static final Duration SEARCH_MAX = Duration.ofDays(1);

    private final RulesetCompiler compiler;
    private final Terminal terminal;
    private final @Nullable String key;

    @Parameters(paramLabel = "ID", description = "The checkout's id.")
    private String id = "";

    @Option(
            names = "--merchant",
            paramLabel = "ID",
            description = "The merchant's id; without it, the newest decision of that id is taken, whosever it is.")
    private @Nullable String merchant;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The engine's data directory (data, if nothing is said).")
    private @Nullable Path data;

    @Option(names = "--url", paramLabel = "URL", description = "Where an engine listens that is to do it.")
    private @Nullable String url;

    /** @param key for the engine, {@code null} for none; not an option, since others see those */
    ReplayCommand(RulesetCompiler compiler, Terminal terminal, @Nullable String key) {
        this.compiler = compiler;
        this.terminal = terminal;
        this.key = key;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (url == null) {
            return read(data == null ? Path.of("data") : data);
        }
        if (data != null) {
            throw new WrongUsage("--data reads files and --url asks an engine; give one of them");
        }
        return ask(new RemoteReplay(RunningEngine.at(url, key, "admin")));
    }

    private int ask(RemoteReplay engine) throws InterruptedException {
        return switch (engine.replay(merchant, id)) {
            case RemoteReplay.Answer.Made made -> print(made.replayed());
            case RemoteReplay.Answer.Refused refused -> {
                new ExplainText(terminal).print(refused.problem());
                yield 1;
            }
            case RemoteReplay.Answer.None none -> {
                terminal.err().println(terminal.style().bad("riskgate: ") + none.why());
                yield 1;
            }
        };
    }

    private int read(Path directory) throws IOException {
        Path journal = FileJournal.directory(directory);
        if (!Files.isDirectory(journal)) {
            throw new WrongUsage(journal + " is no directory; --data names the engine's data directory");
        }
        JournalSearch.Found found = JournalSearch.find(journal, merchant, id, SEARCH_MAX);
        JournalEntry entry = found.entry();
        if (entry == null) {
            terminal.out().println(terminal.style().bad("Not found: ") + notFound(found));
            return 1;
        }
        Outcome outcome = new DecisionReplay(
                        (scope, version) -> FileRulesetStore.text(directory, scope, version), compiler)
                .replay(entry);
        return switch (outcome) {
            case Outcome.Same same -> print(Replayed.of(entry, null));
            case Outcome.Different different -> print(Replayed.of(entry, different));
            case Outcome.Impossible impossible -> {
                print("decided " + entry.decidedAt(), entry.decision());
                terminal.out().println(terminal.style().bad("It cannot be made again: ") + impossible.why() + ".");
                yield 1;
            }
        };
    }

    private String notFound(JournalSearch.Found found) {
        String which = "the journal has no decision of the id " + id + (merchant == null ? "" : " of " + merchant);
        return found.forgotten()
                ? which + " whose checkout can still be opened: the key of its day is not there"
                : which;
    }

    private int print(Replayed replayed) {
        print("decided " + replayed.decidedAt(), replayed.decision());
        if (replayed.same()) {
            terminal.out().println(terminal.style().good("The same comes out again."));
            return 0;
        }
        Replayed.Result again = replayed.again();
        terminal.out().println(terminal.style().bad("Something else comes out now:"));
        print(again.verdict() + ", score " + again.score(), again.reasons(), again.tags());
        return 1;
    }

    private void print(String when, Decision decision) {
        terminal.out().println(terminal.style().bold(decision.id()) + " of " + decision.merchantId() + ", " + when);
        print(
                decision.verdict() + ", score " + decision.score() + ", by "
                        + (decision.rulesets().isEmpty() ? "no rules" : String.join(", ", decision.rulesets()))
                        + (decision.degraded().isEmpty() ? "" : ", without " + String.join(", ", decision.degraded())),
                decision.reasons(),
                decision.tags());
    }

    private void print(String verdict, List<Reason> reasons, List<String> tags) {
        terminal.out().println("  " + verdict);
        for (Reason reason : reasons) {
            terminal.out()
                    .println("  " + reason.effect() + " " + reason.code() + ": " + reason.rule() + " ("
                            + reason.ruleset() + ")"
                            + (reason.points() == null ? "" : ", " + reason.points() + " points"));
        }
        if (!tags.isEmpty()) {
            terminal.out().println("  tags: " + String.join(", ", tags));
        }
    }
}
