package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.BINDING_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.SYNTAX;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_FACT;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.jspecify.annotations.Nullable;

/** Reads one pattern: its fact, its binding and its constraints. */
final class PatternReader {

    private final SourceText source;
    private final Problems problems;
    private final Vocabulary vocabulary;
    private final ConditionReader.PatternCounter patterns;

    PatternReader(Problems problems, Vocabulary vocabulary, ConditionReader.PatternCounter patterns) {
        this.source = problems.source();
        this.problems = problems;
        this.vocabulary = vocabulary;
        this.patterns = patterns;
    }

    /** The pattern, incomplete if there are problems; empty if it is none at all. */
    Optional<Pattern> read(PatternDescr pattern, Scope scope) {
        int at = Positions.of(pattern, source);
        FactType factType = factType(String.valueOf(pattern.getObjectType()));
        if (pattern.getSource() != null
                || !pattern.getBehaviors().isEmpty()
                || pattern.isQuery()
                || pattern.isUnification()
                || !pattern.getAnnotations().isEmpty()) {
            problems.error(
                    UNSUPPORTED,
                    at,
                    "A pattern has constraints in parentheses and nothing else",
                    "from, over and entry-point are not in the language; write accumulate( Item( $p : price ); $s : sum($p) ).");
            return Optional.empty();
        }
        if (factType == null) {
            problems.error(
                    UNKNOWN_FACT,
                    at,
                    "There is no fact " + pattern.getObjectType(),
                    "The facts are Checkout and Item.");
            return Optional.empty();
        }
        int index = patterns.next();
        bindFact(pattern, factType, scope, index, at);
        return Optional.of(new Pattern(
                index, factType, constraints(pattern.getConstraint().getDescrs(), new Names(factType, index, scope))));
    }

    /** What the constraints say together; what each binds goes into the scope. */
    List<Condition> constraints(List<? extends BaseDescr> constraints, Names names) {
        List<Condition> conditions = new ArrayList<>();
        for (BaseDescr constraint : constraints) {
            readConstraint(constraint, names, conditions);
        }
        return conditions;
    }

    private static @Nullable FactType factType(String name) {
        return switch (name) {
            case "Checkout" -> FactType.CHECKOUT;
            case "Item" -> FactType.ITEM;
            default -> null;
        };
    }

    private void bindFact(PatternDescr pattern, FactType factType, Scope scope, int index, int at) {
        String name = pattern.getIdentifier();
        if (name == null) {
            return;
        }
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
        guarded(at, () -> {
            List<Condition> conditions = ExpressionReader.constraint(expression.getExpression(), at, names, vocabulary);
            for (Condition condition : conditions) {
                checkJoin(condition, names.pattern(), at);
                warnOfContradiction(into, condition, at);
                into.add(condition);
            }
        });
    }

    private void warnOfContradiction(List<Condition> earlier, Condition condition, int at) {
        if (earlier.size() > ConditionReader.CONSTRAINTS_MAX) {
            return; // The rule is refused, and each is compared with all before it.
        }
        Contradiction.between(earlier, condition)
                .ifPresent(excluding -> problems.warning(
                        ProblemCode.NEVER_TRUE,
                        at,
                        condition.canonical() + " can never hold together with " + excluding.canonical(),
                        "The rule can never fire. For one or the other, write ||."));
    }

    /** A condition is looked at with its own fact and one item beside it. */
    static void checkJoin(Condition condition, int own, int at) {
        if (condition.patternsBut(own).size() > 1) {
            throw new Refusal(
                    UNSUPPORTED,
                    at,
                    "A condition looks at one item of another pattern, and this one looks at several",
                    "Split it, or compare each with the item of this pattern.");
        }
    }

    /** Reports whatever is wrong with an expression that is read. */
    void guarded(int at, Runnable read) {
        try {
            read.run();
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
