package io.riskgate.rules.compile;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.RulesetCost;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The compiler of the rule language; the package's description says what a text passes through. */
@ApplicationScoped
public class DrlCompiler implements RulesetCompiler {

    private final Networks networks = new Networks();

    @Override
    public Compilation compile(String text) {
        Problems problems = new Problems(new SourceText(text));
        PackageReader.Contents contents = new PackageReader(problems).read();
        References references = new References();
        Vocabulary vocabulary = new Vocabulary(
                new Functions(references), new ConstantReader(problems, contents.imports()).read(contents.functions()));
        RuleReader reader = new RuleReader(problems, vocabulary);
        List<ParsedRule> rules = contents.rules().stream()
                .map(reader::read)
                .flatMap(Optional::stream)
                .toList();
        checkCost(rules, problems);
        if (problems.anyErrors()) {
            return new Compilation.Refused(problems.all());
        }
        Numbering numbering = new Numbering(rules);
        Network network = networks.of(numbering.structure());
        RulesetCost cost =
                RulesetCosts.of(rules, network.nodes(), references.features().size());
        return new Compilation.Accepted(
                new DroolsRules(
                        rules,
                        rules.stream().map(ParsedRule::description).toList(),
                        references.features(),
                        references.lists(),
                        references.limits(),
                        cost,
                        new Screen(rules),
                        numbering.code(),
                        network),
                problems.all());
    }

    private static void checkCost(List<ParsedRule> rules, Problems problems) {
        long testsMax = rules.stream().mapToLong(RulesetCosts::testsMax).sum();
        if (testsMax <= RulesetCosts.TESTS_MAX) {
            return;
        }
        ParsedRule costliest = rules.stream()
                .max((a, b) -> Long.compare(RulesetCosts.testsMax(a), RulesetCosts.testsMax(b)))
                .orElseThrow();
        problems.error(
                ProblemCode.TOO_COSTLY,
                problems.source().offsetOf(costliest.description().line(), 1),
                "On the largest basket the rules evaluate up to " + testsMax + " conditions, and at most "
                        + RulesetCosts.TESTS_MAX + " are allowed; this rule alone "
                        + RulesetCosts.testsMax(costliest),
                "Patterns of items that are joined multiply: use exists, not or accumulate, or fewer of them.");
    }
}
