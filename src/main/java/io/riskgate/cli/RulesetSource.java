package io.riskgate.cli;

import io.riskgate.cli.CheckReport.CheckedRule;
import io.riskgate.cli.CheckReport.CheckedRuleset;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Problem;
import io.riskgate.rules.RuleDescription;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.registry.MergedText;
import io.riskgate.rules.registry.RuleFiles;
import io.riskgate.velocity.Feature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ruleset on disk.
 *
 * @param path of its directory, or of its only file
 */
record RulesetSource(Path path) {

    private static final String RULES = ".drl";

    static List<RulesetSource> find(List<Path> paths) {
        return RulePaths.expand(
                paths,
                file -> Files.isRegularFile(file) && file.toString().endsWith(RULES)
                        ? List.of(new RulesetSource(file))
                        : List.of(),
                directory -> RuleFiles.in(directory).isEmpty() ? List.of() : List.of(new RulesetSource(directory)));
    }

    /** Reads, checks and compiles it, as the engine would at a publication. Blocks; for any thread. */
    CheckedRuleset check(RulesetCompiler compiler) {
        RuleFiles.Content read = Files.isDirectory(path) ? RuleFiles.readDirectory(path) : RuleFiles.readFile(path);
        return switch (read) {
            case RuleFiles.Content.Broken broken -> refused(List.of(), placed(broken.problems()));
            case RuleFiles.Content.Text content -> check(content.text(), compiler);
        };
    }

    private CheckedRuleset check(MergedText text, RulesetCompiler compiler) {
        List<String> files =
                text.parts().stream().map(part -> pathOf(part.file())).toList();
        return switch (compiler.compile(text.text())) {
            case Compilation.Refused refused ->
                refused(
                        files,
                        placed(refused.problems().stream().map(text::inItsFile).toList()));
            case Compilation.Accepted accepted -> {
                CompiledRules rules = accepted.rules();
                yield new CheckedRuleset(
                        path.toString(),
                        true,
                        files,
                        rules.rules().stream().map(rule -> checked(rule, text)).toList(),
                        rules.features().stream().map(Feature::text).toList(),
                        rules.lists().stream().sorted().toList(),
                        rules.limits().stream().sorted().toList(),
                        placed(accepted.warnings().stream().map(text::inItsFile).toList()));
            }
        };
    }

    private CheckedRuleset refused(List<String> files, List<Problem> problems) {
        return new CheckedRuleset(path.toString(), false, files, List.of(), List.of(), List.of(), List.of(), problems);
    }

    private CheckedRule checked(RuleDescription rule, MergedText text) {
        MergedText.Place place = text.place(rule.line()).orElseThrow();
        return new CheckedRule(
                rule.name(),
                pathOf(place.file()),
                place.line(),
                rule.salience(),
                rule.enabled(),
                rule.reasons(),
                rule.annotations());
    }

    private List<Problem> placed(List<Problem> problems) {
        return problems.stream()
                .map(problem -> inFile(problem, pathOf(problem.file())))
                .toList();
    }

    /** A file's path, or the ruleset's own for what is in none. */
    private String pathOf(@Nullable String file) {
        return file == null || !Files.isDirectory(path)
                ? path.toString()
                : path.resolve(file).toString();
    }

    /** The problem with another name for its file. */
    static Problem inFile(Problem problem, String file) {
        return new Problem(
                problem.code(),
                problem.severity(),
                problem.message(),
                problem.line(),
                problem.column(),
                problem.source(),
                problem.hint(),
                file);
    }
}
