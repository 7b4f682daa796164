package io.riskgate.cli;

import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.registry.TrialCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code riskgate rules check}. */
@Command(
        name = "check",
        description = "Checks rules as an upload would, and says what they contain.",
        footer = {"", "Exit code: 0 if all would be taken, 1 if not, 2 for wrong usage."})
final class CheckCommand implements Callable<Integer> {

    private final RulesetCompiler compiler;
    private final Terminal terminal;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "A ruleset's directory, a directory of such directories, or one .drl file.")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "List the rules too.")
    private boolean verbose;

    CheckCommand(RulesetCompiler compiler, Terminal terminal) {
        this.compiler = new TrialCompiler(compiler);
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CheckReport report = CheckReport.of(Parallel.map(RulesetSource.find(paths), source -> source.check(compiler)));
        if (json) {
            Json.print(report, terminal);
        } else {
            new CheckText(terminal, verbose).print(report);
        }
        return report.ok() ? 0 : 1;
    }
}
