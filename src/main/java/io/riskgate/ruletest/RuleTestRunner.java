package io.riskgate.ruletest;

import io.riskgate.decision.Conclusion;
import io.riskgate.decision.Evaluated;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.model.Checkout;
import io.riskgate.model.Reason;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.registry.MergedText;
import io.riskgate.rules.registry.RuleFiles;
import io.riskgate.rules.registry.TrialCompiler;
import io.riskgate.ruletest.TestedRules.NeverFired;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.LocalVelocity;
import io.riskgate.velocity.VelocityLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the tests of one file of rules as the engine would have decided: the file's rules alone, compiled as for a
 * publication; windows that counted the test's history and its checkout; the conclusion with the default thresholds.
 * Blocks; thread-safe.
 */
public final class RuleTestRunner {

    /** The scope of a file whose directory cannot be one. */
    private static final String SCOPE_DEFAULT = "shop";

    private final RulesetCompiler compiler;

    public RuleTestRunner(RulesetCompiler compiler) {
        this.compiler = new TrialCompiler(compiler);
    }

    public TestedRules run(RuleTestFiles files) {
        if (!Files.exists(files.rules())) {
            String message = "There is no " + files.rules().getFileName() + " beside this file";
            return TestedRules.refused(
                    files,
                    RuleTestFile.refused(files.tests(), Mistake.TEST_WITHOUT_RULES, message)
                            .problems());
        }
        return switch (RuleFiles.readFile(files.rules())) {
            case RuleFiles.Content.Broken broken -> TestedRules.refused(files, broken.problems());
            case RuleFiles.Content.Text content ->
                switch (compiler.compile(content.text().text())) {
                    case Compilation.Refused refused ->
                        TestedRules.refused(
                                files,
                                refused.problems().stream()
                                        .map(content.text()::inItsFile)
                                        .toList());
                    case Compilation.Accepted accepted ->
                        run(files, content.text(), new Ruleset(scope(files.rules()), 1, "", accepted.rules()));
                };
        };
    }

    private static TestedRules run(RuleTestFiles files, MergedText text, Ruleset ruleset) {
        RuleTestFile file = Files.exists(files.tests())
                ? RuleTestFile.read(files.tests(), ruleset)
                : new RuleTestFile(List.of(), List.of());
        if (!file.problems().isEmpty()) {
            return TestedRules.refused(files, file.problems());
        }
        List<TestResult> results = new ArrayList<>();
        try (RuleSession session = ruleset.compiled().newSession()) {
            for (RuleTest test : file.tests()) {
                Outcome outcome = run(test, ruleset, session);
                results.add(new TestResult(
                        test.name(), test.line(), outcome, test.expectation().mismatches(outcome)));
            }
        }
        return new TestedRules(
                files,
                List.of(),
                results,
                (int) ruleset.compiled().rules().stream()
                        .filter(rule -> rule.enabled())
                        .count(),
                neverFired(text, ruleset, results));
    }

    private static Outcome run(RuleTest test, Ruleset ruleset, RuleSession session) {
        List<Feature> features = ruleset.compiled().features();
        LocalVelocity windows = new LocalVelocity(VelocityLimits.DEFAULTS);
        for (Checkout earlier : test.history()) {
            windows.gather(earlier, features);
        }
        Evaluation evaluation = new Evaluation(
                test.checkout(),
                windows.gather(test.checkout(), features),
                0,
                test.lookup(),
                test.available(ruleset.compiled().limits()));
        session.evaluate(evaluation);
        Conclusion conclusion = Conclusion.of(
                List.of(new Evaluated(ruleset, evaluation.firings(), evaluation.truncated(), false)),
                MerchantSettings.DEFAULTS);
        return new Outcome(
                conclusion.verdict(),
                conclusion.score(),
                conclusion.reasons().stream().map(Reason::code).distinct().toList(),
                conclusion.tags(),
                evaluation.firings().stream()
                        .map(firing -> firing.rule().name())
                        .distinct()
                        .toList());
    }

    private static List<NeverFired> neverFired(MergedText text, Ruleset ruleset, List<TestResult> results) {
        Set<String> fired = new HashSet<>();
        results.forEach(result -> fired.addAll(result.outcome().fired()));
        return ruleset.compiled().rules().stream()
                .filter(rule -> rule.enabled() && !fired.contains(rule.name()))
                .map(rule -> new NeverFired(
                        rule.name(),
                        text.place(rule.line()).map(MergedText.Place::line).orElse(1)))
                .toList();
    }

    /** The directory's name, as in the engine. */
    private static String scope(Path rules) {
        Path directory = rules.toAbsolutePath().normalize().getParent();
        Path name = directory == null ? null : directory.getFileName();
        return name == null || !Ruleset.isScope(name.toString()) ? SCOPE_DEFAULT : name.toString();
    }
}
