package io.riskgate.rules.compile;

import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.declarationOf;
import static org.drools.model.PatternDSL.exists;
import static org.drools.model.PatternDSL.not;
import static org.drools.model.PatternDSL.on;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Firing;
import io.riskgate.rules.compile.Fact.CheckoutFact;
import io.riskgate.rules.compile.Fact.ItemFact;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.ParsedPattern;
import io.riskgate.rules.compile.ParsedRule.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.model.Index.ConstraintType;
import org.drools.model.Model;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.functions.Block1;
import org.drools.model.functions.Function1;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.drools.model.impl.ModelImpl;
import org.drools.model.impl.RuleBuilder;

/**
 * Builds Drools' executable model of parsed rules. Equal conditions get equal fingerprints, so that Drools shares their
 * alpha nodes; comparisons of text with a literal are indexed, so that it finds the matching ones by hash.
 */
final class ModelBuilder {

    private static final String PACKAGE = "rules";

    private final Map<String, Integer> indexIds = new HashMap<>();

    Model build(List<ParsedRule> rules) {
        ModelImpl model = new ModelImpl();
        rules.stream().filter(rule -> rule.description().enabled()).forEach(rule -> model.addRule(build(rule)));
        return model;
    }

    private Rule build(ParsedRule parsed) {
        RuleBuilder builder = rule(PACKAGE, parsed.description().name());
        builder.attribute(Rule.Attribute.SALIENCE, parsed.description().salience());
        List<RuleItemBuilder<?>> items = new ArrayList<>();
        Variable<? extends Fact> firedOn = null;
        for (ParsedPattern pattern : parsed.patterns()) {
            Variable<? extends Fact> variable = pattern.factType() == FactType.CHECKOUT
                    ? add(pattern, declarationOf(CheckoutFact.class), items)
                    : add(pattern, declarationOf(ItemFact.class), items);
            if (pattern.presence() == Presence.EACH) {
                firedOn = variable;
            }
        }
        if (firedOn == null) {
            throw new IllegalStateException("a rule without a pattern that each checkout matches");
        }
        items.add(on(firedOn).execute(new Consequence<>(parsed.effects())));
        return builder.build(items.toArray(RuleItemBuilder[]::new));
    }

    private <F extends Fact> Variable<F> add(
            ParsedPattern parsed, Variable<F> variable, List<RuleItemBuilder<?>> items) {
        PatternDef<F> pattern = pattern(variable);
        for (Condition condition : parsed.conditions()) {
            add(condition, pattern);
        }
        items.add(
                switch (parsed.presence()) {
                    case EACH -> pattern;
                    case EXISTS -> exists(pattern);
                    case NOT -> not(pattern);
                });
        return variable;
    }

    private <F extends Fact> void add(Condition condition, PatternDef<F> pattern) {
        Alpha<F> test = new Alpha<>(condition);
        Condition.Equality equality = condition.equality();
        if (equality == null) {
            pattern.expr(condition.canonical(), test);
        } else {
            int indexId = indexIds.computeIfAbsent(equality.path(), path -> indexIds.size());
            pattern.expr(
                    condition.canonical(),
                    test,
                    alphaIndexedBy(
                            String.class,
                            ConstraintType.EQUAL,
                            indexId,
                            new Extractor<>(equality.path(), equality.property()),
                            equality.literal()));
        }
    }

    // Drools compares what it is given by fingerprint. For a lambda it would find one by taking the lambda's bytecode
    // apart; these say theirs.

    private record Alpha<F extends Fact>(Condition condition) implements Predicate1<F>, HashedExpression {
        @Override
        public boolean test(F fact) {
            return condition.test().holds(fact);
        }

        @Override
        public String getExpressionHash() {
            return condition.canonical();
        }
    }

    private record Extractor<F extends Fact>(String path, Term.Code property)
            implements Function1<F, String>, HashedExpression {
        @Override
        @SuppressWarnings("NullAway") // an absent property is null to Drools' index too, which takes it
        public String apply(F fact) {
            return (String) property.eval(fact);
        }

        @Override
        public String getExpressionHash() {
            return path;
        }
    }

    private record Consequence<F extends Fact>(List<Firing> effects) implements Block1<F>, HashedExpression {
        @Override
        public void execute(F fact) {
            Evaluation evaluation = fact.evaluation();
            for (Firing effect : effects) {
                evaluation.add(effect);
            }
        }

        @Override
        public String getExpressionHash() {
            return effects.toString();
        }
    }
}
