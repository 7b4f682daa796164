package io.riskgate.cli;

import io.riskgate.rules.RulesetCompiler;
import io.riskgate.ruletest.RuleTestFiles;
import io.riskgate.ruletest.RuleTestRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code riskgate rules test}. */
@Command(
        name = "test",
        description = "Runs the tests of rules: <name>_test.yaml beside <name>.drl. See src/docs/rules.md.",
        footer = {"", "Exit code: 0 if all passed, 1 if not, 2 for wrong usage."})
final class TestCommand implements Callable<Integer> {

    private static final String RULES = ".drl";

    private final RuleTestRunner runner;
    private final Terminal terminal;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "A ruleset's directory, a directory of such directories, or one .drl or _test.yaml file.")
    private List<Path> paths = List.of();

    @Option(names = "--strict", description = "Fail if there is a rule that no test fires.")
    private boolean strict;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    TestCommand(RulesetCompiler compiler, Terminal terminal) {
        this.runner = new RuleTestRunner(compiler);
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<RuleTestFiles> files = RulePaths.expand(
                paths,
                file -> Files.isRegularFile(file) && (file.toString().endsWith(RULES) || RuleTestFiles.isTests(file))
                        ? List.of(RuleTestFiles.of(file))
                        : List.of(),
                RuleTestFiles::in);
        TestReport report = TestReport.of(Parallel.map(files, runner::run), strict);
        if (json) {
            Json.print(report, terminal);
        } else {
            new TestText(terminal, strict).print(report);
        }
        return report.ok() ? 0 : 1;
    }
}
