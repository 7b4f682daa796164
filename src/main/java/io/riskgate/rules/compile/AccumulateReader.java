package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.ACCUMULATE_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.BINDING_REFUSED;

import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import io.riskgate.rules.language.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AccumulateDescr.AccumulateFunctionCallDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Reads {@code accumulate( Item( ... ); $s : sum(...); ... )}. Its results are values of the checkout that are computed
 * where they are looked at, so it becomes a pattern of the checkout with the accumulate's own conditions.
 */
final class AccumulateReader {

    static final int FUNCTIONS_MAX = 5;

    private static final java.util.regex.Pattern BOUND_NAME = java.util.regex.Pattern.compile("\\$\\w+");
    private static final String HINT =
            "Such as accumulate( Item( category == \"gift_card\", $p : price ); $total : sum($p), $n : count(); $total > 100 ).";

    private final SourceText source;
    private final Problems problems;
    private final Vocabulary vocabulary;
    private final PatternReader patternReader;
    private final ConditionReader.PatternCounter patterns;

    AccumulateReader(
            Problems problems,
            Vocabulary vocabulary,
            PatternReader patternReader,
            ConditionReader.PatternCounter patterns) {
        this.source = problems.source();
        this.problems = problems;
        this.vocabulary = vocabulary;
        this.patternReader = patternReader;
        this.patterns = patterns;
    }

    /** Whether this is an accumulate that stands for itself, and not {@code Number() from accumulate(...)}. */
    static boolean isInline(PatternDescr pattern) {
        return pattern.getSource() instanceof AccumulateDescr
                && !(pattern.getSource() instanceof GroupByDescr)
                && String.valueOf(pattern.getObjectType()).startsWith("Object")
                && pattern.getIdentifier() == null;
    }

    /**
     * The pattern of the checkout; empty if there are problems.
     *
     * @param nested whether it stands inside of {@code or}, where stock Drools fails on more than the simplest
     */
    Optional<Pattern> read(PatternDescr written, Scope scope, boolean nested) {
        AccumulateDescr accumulate = (AccumulateDescr) written.getSource();
        int at = Positions.of(written, source);
        if (nested && !isSimple(accumulate)) {
            problems.error(
                    ACCUMULATE_REFUSED,
                    at,
                    "Inside an or, accumulate takes one function of one bound name, such as sum($p)",
                    "Stock Drools fails on more there: write one accumulate for each function, joined by and.");
            return Optional.empty();
        }
        int problemsBefore = problems.errors();
        Scope inner = scope.nested();
        Optional<Pattern> items = items(accumulate, inner, at);
        if (items.isEmpty() || problems.errors() > problemsBefore) {
            return Optional.empty();
        }
        Names names = new Names(FactType.CHECKOUT, patterns.next(), scope);
        List<Condition> conditions = new ArrayList<>();
        patternReader.guarded(at, () -> {
            conditions.addAll(results(accumulate, items.get(), inner, names, at));
            conditions.addAll(patternReader.constraints(written.getConstraint().getDescrs(), names));
        });
        return Optional.of(new Pattern(names.pattern(), FactType.CHECKOUT, conditions));
    }

    private static boolean isSimple(AccumulateDescr accumulate) {
        return accumulate.getFunctions().size() == 1
                && Arrays.stream(accumulate.getFunctions().getFirst().getParams())
                        .allMatch(
                                argument -> BOUND_NAME.matcher(argument.strip()).matches());
    }

    private Optional<Pattern> items(AccumulateDescr accumulate, Scope inner, int at) {
        List<? extends BaseDescr> inputs =
                accumulate.getInput() instanceof AndDescr and ? and.getDescrs() : List.of(accumulate.getInput());
        if (inputs.size() != 1
                || !(inputs.getFirst() instanceof PatternDescr pattern)
                || accumulate.getFunctions().isEmpty()
                || accumulate.getInitCode() != null) {
            problems.error(ACCUMULATE_REFUSED, at, "accumulate takes one Item( ... ) and then functions", HINT);
            return Optional.empty();
        }
        return patternReader.read(pattern, inner).filter(items -> {
            if (items.factType() != FactType.ITEM) {
                problems.error(ACCUMULATE_REFUSED, at, "accumulate runs over items", HINT);
            }
            return items.factType() == FactType.ITEM;
        });
    }

    /** Binds the results; the conditions say which of them must be there. */
    private List<Condition> results(AccumulateDescr accumulate, Pattern items, Scope inner, Names names, int at) {
        List<AccumulateFunctionCallDescr> functions = accumulate.getFunctions();
        if (functions.size() > FUNCTIONS_MAX) {
            throw refused(at, "accumulate takes at most " + FUNCTIONS_MAX + " functions");
        }
        List<Condition> conditions = new ArrayList<>();
        for (AccumulateFunctionCallDescr function : functions) {
            Term result = result(function, items, inner, at);
            String name = function.getBind();
            if (name != null) {
                bind(name, result, names, at);
            }
            // As stock Drools: a single function without a result does not match, several do.
            if (functions.size() == 1 && result.kind() == Term.Kind.PROPERTY) {
                conditions.add(Comparison.isNull(result, false));
            }
        }
        return conditions;
    }

    private static void bind(String name, Term result, Names names, int at) {
        if (!name.startsWith("$")) {
            throw new Refusal(BINDING_REFUSED, at, "The name of a binding begins with $", "Write $" + name + ".");
        }
        if (!names.scope().bind(name, new Scope.Binding(FactType.CHECKOUT, names.pattern(), result))) {
            throw new Refusal(BINDING_REFUSED, at, name + " is bound already", "Choose another name.");
        }
    }

    private Term result(AccumulateFunctionCallDescr written, Pattern items, Scope inner, int at) {
        Accumulation function = Arrays.stream(Accumulation.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(written.getFunction()))
                .findFirst()
                .orElseThrow(() -> refused(at, "accumulate has no function " + written.getFunction()));
        Term argument = argument(written, function, items, inner, at);
        ValueType type = function.resultFor(argument.type());
        if (type == null) {
            throw refused(
                    at,
                    "Cannot compute the " + written.getFunction() + " of "
                            + argument.type().label());
        }
        int outer = outer(argument, items, at);
        String canonical = written.getFunction() + "(" + argument.canonical() + " of "
                + items.conditions().stream().map(Condition::canonical).collect(Collectors.joining(", ", "Item(", ")"))
                + ")";
        return Term.read(
                        type,
                        function.isNullable(argument.type()) ? Term.Kind.PROPERTY : Term.Kind.PRIMITIVE,
                        canonical,
                        outer,
                        function.over(argument, items, outer))
                .costing(RulesetCosts.ofAccumulate(items));
    }

    private Term argument(
            AccumulateFunctionCallDescr written, Accumulation function, Pattern items, Scope inner, int at) {
        int given = written.getParams().length;
        if (function == Accumulation.COUNT && given == 0) {
            return Term.literal(ValueType.WHOLE, 1, "1");
        }
        if (given != 1) {
            throw refused(at, written.getFunction() + " takes one value");
        }
        String text = written.getParams()[0].strip();
        int found = source.text().indexOf(text, at);
        Term argument = ExpressionReader.value(
                text, found < 0 ? at : found, new Names(FactType.ITEM, items.index(), inner), vocabulary);
        boolean bindingsOnly = text.startsWith("$") || argument.isLiteral();
        if (!bindingsOnly || (argument.isLiteral() && function != Accumulation.COUNT)) {
            throw refused(
                    at, "What is accumulated is bound first, and is called by its name: $p, or $i.price * $i.quantity");
        }
        return argument;
    }

    /** The pattern of the one item outside that the accumulate looks at. */
    private static int outer(Term argument, Pattern items, int at) {
        List<Integer> outside = Stream.concat(
                        argument.leaves().stream(),
                        items.conditions().stream().flatMap(condition -> condition.leaves().stream()))
                .map(Term::pattern)
                .filter(pattern -> pattern != Term.NO_ITEM && pattern != items.index())
                .distinct()
                .toList();
        if (outside.size() > 1) {
            throw refused(at, "accumulate looks at one item outside of it, and this one looks at several");
        }
        return outside.isEmpty() ? Term.NO_ITEM : outside.getFirst();
    }

    private static Refusal refused(int at, String message) {
        return new Refusal(ACCUMULATE_REFUSED, at, message, HINT);
    }
}
