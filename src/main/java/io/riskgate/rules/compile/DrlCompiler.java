package io.riskgate.rules.compile;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.RuleDescription;
import io.riskgate.rules.RulesetCompiler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;

/** The compiler of the rule language; the package's description says what a text passes through. */
@ApplicationScoped
public class DrlCompiler implements RulesetCompiler {

    @Override
    public Compilation compile(String text) {
        SourceText source = new SourceText(text);
        Problems problems = new Problems(source);
        References references = new References();
        RuleReader reader = new RuleReader(problems, references);
        List<ParsedRule> rules = new PackageReader(source, problems)
                .read().stream().map(reader::read).flatMap(Optional::stream).toList();
        if (problems.any()) {
            return new Compilation.Refused(problems.all());
        }
        KieBase kieBase = KieBaseBuilder.createKieBaseFromModel(new ModelBuilder().build(rules));
        List<RuleDescription> descriptions =
                rules.stream().map(ParsedRule::description).toList();
        return new Compilation.Accepted(
                new DroolsRules(descriptions, references.features(), references.lists(), kieBase), List.of());
    }
}
