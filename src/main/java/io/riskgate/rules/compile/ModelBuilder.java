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
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.Structure.Constraint;
import io.riskgate.rules.compile.Structure.Element;
import io.riskgate.rules.compile.Structure.Group;
import io.riskgate.rules.compile.Structure.Lookup;
import io.riskgate.rules.compile.Structure.Pattern;
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

/**
 * Builds Drools' executable model of a structure. Equal numbers get equal fingerprints, so that Drools shares their alpha nodes.
 * What is to be looked up is indexed: when enough conditions look at one value, Drools finds those that hold by hash or in a
 * tree.
 */
final class ModelBuilder {

    private static final String PACKAGE = "rules";

    private final Structure structure;
    private boolean hasItems;

    ModelBuilder(Structure structure) {
        this.structure = structure;
    }

    Model build() {
        ModelImpl model = new ModelImpl();
        for (int number = 0; number < structure.rules().size(); number++) {
            model.addRule(build(number, structure.rules().get(number)));
        }
        return model;
    }

    /** Whether a pattern of what was built is of items. */
    boolean hasItems() {
        return hasItems;
    }

    private Rule build(int number, Structure.Rule described) {
        RuleBuilder builder = rule(PACKAGE, "rule " + number);
        if (described.activationGroup() != Structure.Rule.NO_GROUP) {
            builder.attribute(Rule.Attribute.ACTIVATION_GROUP, "group " + described.activationGroup());
        }
        Map<Integer, Variable<? extends Fact>> variables = new HashMap<>();
        List<RuleItemBuilder<?>> items = new ArrayList<>();
        described.elements().forEach(element -> items.add(view(element, variables)));
        Variable<? extends Fact> firedOn = described.elements().stream()
                .filter(Pattern.class::isInstance)
                .map(pattern -> variables.get(((Pattern) pattern).index()))
                .findFirst()
                .orElseThrow();
        items.add(on(firedOn).execute(new Consequence<>(number)));
        return builder.build(items.toArray(RuleItemBuilder[]::new));
    }

    private ViewItemBuilder<?> view(Element element, Map<Integer, Variable<? extends Fact>> variables) {
        return switch (element) {
            case Pattern pattern
            when pattern.factType() == FactType.CHECKOUT -> view(pattern, declarationOf(CheckoutFact.class), variables);
            case Pattern pattern -> {
                hasItems = true;
                yield view(pattern, declarationOf(ItemFact.class), variables);
            }
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

    private static <F extends Fact> PatternDef<F> view(
            Pattern described, Variable<F> variable, Map<Integer, Variable<? extends Fact>> variables) {
        PatternDef<F> pattern = pattern(variable);
        for (Constraint constraint : described.constraints()) {
            if (constraint.joined() == Constraint.NOT_JOINED) {
                add(constraint, pattern);
            } else {
                // Only items can be joined, so the other variable is of one.
                @SuppressWarnings("unchecked")
                Variable<ItemFact> other = (Variable<ItemFact>) variables.get(constraint.joined());
                pattern.expr(name(constraint), other, new Join<>(constraint.test(), described.index()));
            }
        }
        variables.put(described.index(), variable);
        return pattern;
    }

    private static String name(Constraint constraint) {
        return "test " + constraint.test();
    }

    private static <F extends Fact> void add(Constraint constraint, PatternDef<F> pattern) {
        Alpha<F> test = new Alpha<>(constraint.test());
        Lookup lookup = constraint.lookup();
        if (lookup == null) {
            pattern.expr(name(constraint), test);
        } else {
            pattern.expr(name(constraint), test, index(lookup, lookup.type()));
        }
    }

    @SuppressWarnings("unchecked") // the literal is of the class that is said beside it
    private static <F extends Fact, V> AlphaIndex<F, V> index(Lookup lookup, Class<V> type) {
        return alphaIndexedBy(
                type, type(lookup.relation()), lookup.value(), new Extractor<>(lookup.value()), (V) lookup.literal());
    }

    private static ConstraintType type(Relation relation) {
        return switch (relation) {
            case EQUAL -> ConstraintType.EQUAL;
            case NOT_EQUAL -> ConstraintType.NOT_EQUAL;
            case LESS -> ConstraintType.LESS_THAN;
            case LESS_OR_EQUAL -> ConstraintType.LESS_OR_EQUAL;
            case GREATER -> ConstraintType.GREATER_THAN;
            case GREATER_OR_EQUAL -> ConstraintType.GREATER_OR_EQUAL;
        };
    }

    // Drools compares what it is given by fingerprint. For a lambda it would find one by taking the lambda's bytecode
    // apart; these say theirs.

    private record Alpha<F extends Fact>(int number) implements Predicate1<F>, HashedExpression {
        @Override
        public boolean test(F fact) {
            return fact.code().holds(number, fact);
        }

        @Override
        public String getExpressionHash() {
            return "test " + number;
        }
    }

    private record Join<F extends Fact>(int number, int pattern) implements Predicate2<F, ItemFact>, HashedExpression {
        @Override
        public boolean test(F fact, ItemFact other) {
            Item own = fact instanceof ItemFact(Item item, Evaluation ignored, RuleCode unused) ? item : null;
            return fact.code().holds(number, new JoinedRow(fact.evaluation(), pattern, own, other.item()));
        }

        @Override
        public String getExpressionHash() {
            return "test " + number;
        }
    }

    private record Extractor<F extends Fact, V>(int number) implements Function1<F, V>, HashedExpression {
        @Override
        @SuppressWarnings({"NullAway", "unchecked"}) // an absent value is null to Drools' index too, which takes it
        public V apply(F fact) {
            return (V) fact.code().value(number, fact);
        }

        @Override
        public String getExpressionHash() {
            return "value " + number;
        }
    }

    private record Consequence<F extends Fact>(int rule) implements Block1<F>, HashedExpression {
        @Override
        public void execute(F fact) {
            for (Firing effect : fact.code().effects(rule)) {
                fact.evaluation().add(effect);
            }
        }

        @Override
        public String getExpressionHash() {
            return "rule " + rule;
        }
    }
}
