package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.BINDING_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.NO_CONDITION;
import static io.riskgate.rules.compile.ProblemCode.SYNTAX;
import static io.riskgate.rules.compile.ProblemCode.TOO_MANY_CONSTRAINTS;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_FACT;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.ParsedPattern;
import io.riskgate.rules.compile.ParsedRule.Presence;
import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/** Reads what stands between {@code when} and {@code then}: the patterns of a rule and their constraints. */
final class ConditionReader {

    static final int CONSTRAINTS_MAX = 64;
    static final int PATTERNS_MAX = 16;

    private final SourceText source;
    private final Problems problems;
    private final Functions functions;

    ConditionReader(Problems problems, References references) {
        this.source = problems.source();
        this.problems = problems;
        this.functions = new Functions(references);
    }

    /** The patterns, one of them at least {@link Presence#EACH}; incomplete if there are problems. */
    List<ParsedPattern> read(RuleDescr rule) {
        List<? extends BaseDescr> elements =
                rule.getLhs() == null ? List.of() : rule.getLhs().getDescrs();
        if (elements.isEmpty()) {
            problems.error(
                    NO_CONDITION,
                    Positions.of(rule, source),
                    "The rule has no condition",
                    "Write Checkout() for a rule that fires on every checkout.");
            return List.of();
        }
        if (elements.size() > PATTERNS_MAX) {
            problems.error(
                    TOO_MANY_CONSTRAINTS,
                    Positions.of(rule, source),
                    "A rule has at most " + PATTERNS_MAX + " patterns",
                    null);
            return List.of();
        }
        Scope scope = new Scope();
        List<ParsedPattern> patterns = new ArrayList<>();
        for (BaseDescr element : elements) {
            ParsedPattern pattern = element(element, scope, patterns.size());
            if (pattern != null) {
                patterns.add(pattern);
            }
        }
        checkSize(rule, patterns);
        // A session is used again and again: without a pattern that each checkout matches anew, a rule of only not and
        // exists would fire when the answer changes, not for each checkout.
        if (patterns.stream().noneMatch(p -> p.presence() == Presence.EACH)) {
            patterns.addFirst(new ParsedPattern(FactType.CHECKOUT, Presence.EACH, List.of()));
        }
        return patterns;
    }

    private void checkSize(RuleDescr rule, List<ParsedPattern> patterns) {
        int at = Positions.of(rule, source);
        if (patterns.stream().mapToInt(p -> p.conditions().size()).sum() > CONSTRAINTS_MAX) {
            problems.error(TOO_MANY_CONSTRAINTS, at, "A rule has at most " + CONSTRAINTS_MAX + " constraints", null);
        }
        long itemPatterns = patterns.stream()
                .filter(p -> p.factType() == FactType.ITEM && p.presence() == Presence.EACH)
                .count();
        if (itemPatterns > 1) {
            problems.error(
                    UNSUPPORTED, at, "Items cannot be joined", "Use exists Item( ... ) for all but one of the items.");
        }
    }

    private @Nullable ParsedPattern element(BaseDescr element, Scope scope, int index) {
        return switch (element) {
            case PatternDescr pattern -> pattern(pattern, Presence.EACH, scope, index);
            case ExistsDescr exists -> inner(exists, Presence.EXISTS, scope, index);
            case NotDescr not -> inner(not, Presence.NOT, scope, index);
            default -> {
                problems.error(
                        UNSUPPORTED,
                        Positions.of(element, source),
                        "This kind of condition is not in the language",
                        "There are Checkout( ... ), Item( ... ), exists Item( ... ) and not Item( ... ).");
                yield null;
            }
        };
    }

    private @Nullable ParsedPattern inner(ConditionalElementDescr element, Presence presence, Scope scope, int index) {
        if (element.getDescrs().size() == 1 && element.getDescrs().getFirst() instanceof PatternDescr pattern) {
            return pattern(pattern, presence, scope.nested(), index);
        }
        problems.error(
                UNSUPPORTED,
                Positions.of((BaseDescr) element, source),
                "exists and not take one pattern",
                "Put all conditions into one Item( ... ).");
        return null;
    }

    private @Nullable ParsedPattern pattern(PatternDescr pattern, Presence presence, Scope scope, int index) {
        int at = Positions.of(pattern, source);
        FactType factType = factType(pattern.getObjectType());
        if (factType == null) {
            problems.error(
                    UNKNOWN_FACT,
                    at,
                    "There is no fact " + pattern.getObjectType(),
                    "The facts are Checkout and Item.");
            return null;
        }
        if (pattern.getSource() != null
                || !pattern.getBehaviors().isEmpty()
                || pattern.isQuery()
                || pattern.isUnification()
                || !pattern.getAnnotations().isEmpty()) {
            problems.error(
                    UNSUPPORTED,
                    at,
                    "A pattern has constraints in parentheses and nothing else",
                    "from, over, entry-point and accumulate are not in the language.");
            return null;
        }
        bindFact(pattern, factType, scope, index);
        Names names = new Names(factType, index, scope);
        List<Condition> conditions = new ArrayList<>();
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            readConstraint(constraint, names, conditions);
        }
        return new ParsedPattern(factType, presence, conditions);
    }

    private static @Nullable FactType factType(String name) {
        return switch (name) {
            case "Checkout" -> FactType.CHECKOUT;
            case "Item" -> FactType.ITEM;
            default -> null;
        };
    }

    private void bindFact(PatternDescr pattern, FactType factType, Scope scope, int index) {
        String name = pattern.getIdentifier();
        if (name == null) {
            return;
        }
        int at = Positions.of(pattern, source);
        if (!name.startsWith("$")) {
            problems.error(BINDING_REFUSED, at, "The name of a binding begins with $", "Write $" + name + ".");
        } else if (!scope.bind(name, new Scope.Binding(factType, index, null))) {
            problems.error(BINDING_REFUSED, at, name + " is bound already", "Choose another name.");
        }
    }

    private void readConstraint(BaseDescr constraint, Names names, List<Condition> into) {
        int at = Positions.of(constraint, source);
        if (!(constraint instanceof ExprConstraintDescr expression)
                || expression.getType() != ExprConstraintDescr.Type.NAMED) {
            problems.error(UNSUPPORTED, at, "Constraints are not given by position", "Name the property: amount > 5.");
            return;
        }
        try {
            ExpressionReader.read(expression.getExpression(), at, names, functions)
                    .ifPresent(into::add);
        } catch (Refusal refusal) {
            refusal.reportTo(problems);
        } catch (StackOverflowError tooDeep) {
            problems.error(ProblemCode.TOO_DEEP, at, "The constraint is nested too deeply", null);
        } catch (RuntimeException unreadable) {
            // Drools' expression parser throws whatever comes for some texts that its DRL parser lets through.
            problems.error(SYNTAX, at, "This is not an expression", null);
        }
    }
}
