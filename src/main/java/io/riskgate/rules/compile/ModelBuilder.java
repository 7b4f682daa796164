package io.riskgate.rules.compile;

import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.and;
import static org.drools.model.PatternDSL.declarationOf;
import static org.drools.model.PatternDSL.exists;
import static org.drools.model.PatternDSL.not;
import static org.drools.model.PatternDSL.on;
import static org.drools.model.PatternDSL.or;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import io.riskgate.model.Item;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Firing;
import io.riskgate.rules.compile.Fact.CheckoutFact;
import io.riskgate.rules.compile.Fact.ItemFact;
import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.Group;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.model.AlphaIndex;
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
import org.drools.model.functions.Predicate2;
import org.drools.model.impl.ModelImpl;
import org.drools.model.impl.RuleBuilder;
import org.drools.model.view.ViewItemBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Builds Drools' executable model of parsed rules. Equal conditions get equal fingerprints, so that Drools shares their
 * alpha nodes. Comparisons with a literal are indexed: when enough of them look at one value, Drools finds those that hold by
 * hash or in a tree. Only the first condition of a pattern meets many others, so the conditions are put in that order;
 * none has a side effect that could tell.
 */
final class ModelBuilder {

    private static final String PACKAGE = "rules";

    private final List<ParsedRule> rules;
    private final ConditionOrder order;
    private final Map<String, Integer> indexIds = new HashMap<>();

    ModelBuilder(List<ParsedRule> rules) {
        this.rules = rules.stream().filter(rule -> rule.description().enabled()).toList();
        this.order = new ConditionOrder(this.rules);
    }

    Model build() {
        ModelImpl model = new ModelImpl();
        rules.forEach(rule -> model.addRule(build(rule)));
        return model;
    }

    private Rule build(ParsedRule parsed) {
        RuleBuilder builder = rule(PACKAGE, parsed.description().name());
        builder.attribute(Rule.Attribute.SALIENCE, parsed.description().salience());
        if (parsed.activationGroup() != null) {
            builder.attribute(Rule.Attribute.ACTIVATION_GROUP, parsed.activationGroup());
        }
        Map<Integer, Variable<? extends Fact>> variables = new HashMap<>();
        List<RuleItemBuilder<?>> items = new ArrayList<>();
        parsed.elements().forEach(element -> items.add(view(element, variables)));
        Variable<? extends Fact> firedOn = parsed.elements().stream()
                .filter(Pattern.class::isInstance)
                .map(pattern -> variables.get(((Pattern) pattern).index()))
                .findFirst()
                .orElseThrow();
        items.add(on(firedOn).execute(new Consequence<>(parsed.effects())));
        return builder.build(items.toArray(RuleItemBuilder[]::new));
    }

    private ViewItemBuilder<?> view(Element element, Map<Integer, Variable<? extends Fact>> variables) {
        return switch (element) {
            case Pattern pattern
            when pattern.factType() == FactType.CHECKOUT -> view(pattern, declarationOf(CheckoutFact.class), variables);
            case Pattern pattern -> view(pattern, declarationOf(ItemFact.class), variables);
            case Group group -> {
                List<ViewItemBuilder<?>> inner = new ArrayList<>();
                group.elements().forEach(each -> inner.add(view(each, variables)));
                yield switch (group.kind()) {
                    case AND -> inner.size() == 1 ? inner.getFirst() : and(inner.getFirst(), rest(inner));
                    case OR -> inner.size() == 1 ? inner.getFirst() : or(inner.getFirst(), rest(inner));
                    case EXISTS -> exists(inner.getFirst());
                    case NOT -> not(inner.getFirst());
                };
            }
        };
    }

    private static ViewItemBuilder<?>[] rest(List<ViewItemBuilder<?>> views) {
        return views.subList(1, views.size()).toArray(ViewItemBuilder[]::new);
    }

    private <F extends Fact> PatternDef<F> view(
            Pattern parsed, Variable<F> variable, Map<Integer, Variable<? extends Fact>> variables) {
        PatternDef<F> pattern = pattern(variable);
        for (Condition condition : gathered(parsed)) {
            List<Integer> others = condition.patternsBut(parsed.index());
            if (others.isEmpty()) {
                add(condition, pattern);
            } else {
                // Only items can be joined, so the other variable is of one.
                @SuppressWarnings("unchecked")
                Variable<ItemFact> other = (Variable<ItemFact>) variables.get(others.getFirst());
                pattern.expr(condition.fingerprint(), other, new Join<>(condition, parsed.index()));
            }
        }
        variables.put(parsed.index(), variable);
        return pattern;
    }

    /**
     * The conditions of a pattern in their order. Those that no other pattern gains from, since none has them too and Drools
     * does not look them up, are one condition: a node of Drools' network takes a kilobyte, and a small ruleset is mostly
     * nodes. Dear ones stay by themselves, last.
     */
    private List<Condition> gathered(Pattern parsed) {
        List<Condition> sorted = order.sorted(parsed.conditions());
        List<Condition> alone = new ArrayList<>();
        List<Condition> gathered = new ArrayList<>();
        int at = 0;
        for (Condition condition : sorted) {
            if (!isAlone(condition, parsed.index())) {
                gathered.add(condition);
                continue;
            }
            if (alone.isEmpty()) {
                at = gathered.size();
            }
            alone.add(condition);
        }
        if (alone.size() < 2) {
            return sorted;
        }
        gathered.add(at, Condition.all(alone));
        return gathered;
    }

    private boolean isAlone(Condition condition, int pattern) {
        return condition.work() <= Screen.WORK_MAX
                && order.isAlone(condition)
                && condition.patternsBut(pattern).isEmpty();
    }

    private <F extends Fact> void add(Condition condition, PatternDef<F> pattern) {
        String fingerprint = condition.fingerprint();
        Alpha<F> test = new Alpha<>(fingerprint, condition.test());
        Bound bound = condition.bound();
        ConstraintType type = bound == null ? null : indexed(bound);
        if (bound == null || type == null) {
            pattern.expr(fingerprint, test);
        } else {
            pattern.expr(fingerprint, test, index(bound, bound.valueClass(), type));
        }
    }

    /**
     * How Drools is to look it up, or {@code null} if it is to evaluate it: its hash is by {@code equals}, which tells decimal
     * numbers apart that differ in scale alone.
     */
    static @Nullable ConstraintType indexed(Bound bound) {
        return switch (bound.relation()) {
            case EQUAL -> bound.literal() instanceof BigDecimal ? null : ConstraintType.EQUAL;
            case NOT_EQUAL -> null;
            case LESS -> ConstraintType.LESS_THAN;
            case LESS_OR_EQUAL -> ConstraintType.LESS_OR_EQUAL;
            case GREATER -> ConstraintType.GREATER_THAN;
            case GREATER_OR_EQUAL -> ConstraintType.GREATER_OR_EQUAL;
        };
    }

    @SuppressWarnings("unchecked") // the literal is of the class that is said beside it
    private <F extends Fact, V> AlphaIndex<F, V> index(Bound bound, Class<V> valueClass, ConstraintType type) {
        int indexId = indexIds.computeIfAbsent(bound.term().canonical(), path -> indexIds.size());
        return alphaIndexedBy(valueClass, type, indexId, new Extractor<>(bound), (V) bound.literal());
    }

    // Drools compares what it is given by fingerprint. For a lambda it would find one by taking the lambda's bytecode
    // apart; these say theirs.

    private record Alpha<F extends Fact>(String fingerprint, Condition.Test test)
            implements Predicate1<F>, HashedExpression {
        @Override
        public boolean test(F fact) {
            return test.holds(fact);
        }

        @Override
        public String getExpressionHash() {
            return fingerprint;
        }
    }

    private record Join<F extends Fact>(Condition condition, int pattern)
            implements Predicate2<F, ItemFact>, HashedExpression {
        @Override
        public boolean test(F fact, ItemFact other) {
            Item own = fact instanceof ItemFact(Item item, Evaluation ignored) ? item : null;
            return condition.test().holds(new JoinedRow(fact.evaluation(), pattern, own, other.item()));
        }

        @Override
        public String getExpressionHash() {
            return condition.fingerprint();
        }
    }

    private record Extractor<F extends Fact, V>(Bound bound) implements Function1<F, V>, HashedExpression {
        @Override
        @SuppressWarnings({"NullAway", "unchecked"}) // an absent value is null to Drools' index too, which takes it
        public V apply(F fact) {
            return (V) bound.value(fact);
        }

        @Override
        public String getExpressionHash() {
            return bound.term().canonical();
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
