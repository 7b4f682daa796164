package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.NO_CONDITION;
import static io.riskgate.rules.compile.ProblemCode.TOO_MANY_BRANCHES;
import static io.riskgate.rules.compile.ProblemCode.TOO_MANY_CONSTRAINTS;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.Group;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Reads what stands between {@code when} and {@code then}: patterns, and what joins them. */
final class ConditionReader {

    static final int CONSTRAINTS_MAX = 64;
    static final int PATTERNS_MAX = 16;
    static final int BRANCHES_MAX = 64;
    private static final int DEPTH_MAX = 8;

    private final SourceText source;
    private final Problems problems;
    private final Vocabulary vocabulary;

    ConditionReader(Problems problems, Vocabulary vocabulary) {
        this.source = problems.source();
        this.problems = problems;
        this.vocabulary = vocabulary;
    }

    /** The elements, one of them at least a {@link Pattern}; incomplete if there are problems. */
    List<Element> read(RuleDescr rule) {
        List<? extends BaseDescr> written =
                rule.getLhs() == null ? List.of() : rule.getLhs().getDescrs();
        if (written.isEmpty()) {
            problems.error(
                    NO_CONDITION,
                    Positions.of(rule, source),
                    "The rule has no condition",
                    "Write Checkout() for a rule that fires on every checkout.");
            return List.of();
        }
        OneRule reader = new OneRule();
        List<Element> elements = reader.all(written, new Scope(), 0);
        checkSize(rule, elements, reader.patterns.count());
        // A session is used again and again: without a pattern that each checkout matches anew, a rule of only not and
        // exists would fire when the answer changes, not for each checkout.
        if (elements.stream().noneMatch(Pattern.class::isInstance)) {
            elements.addFirst(new Pattern(reader.patterns.next(), FactType.CHECKOUT, List.of()));
        }
        return elements;
    }

    private void checkSize(RuleDescr rule, List<Element> elements, int patterns) {
        int at = Positions.of(rule, source);
        if (patterns > PATTERNS_MAX) {
            problems.error(
                    TOO_MANY_CONSTRAINTS, at, "A rule has at most " + PATTERNS_MAX + " patterns", "Split the rule.");
        }
        if (constraints(elements) > CONSTRAINTS_MAX) {
            problems.error(
                    TOO_MANY_CONSTRAINTS,
                    at,
                    "A rule has at most " + CONSTRAINTS_MAX + " constraints",
                    "Split the rule.");
        }
        if (RulesetCosts.branches(elements) > BRANCHES_MAX) {
            problems.error(
                    TOO_MANY_BRANCHES,
                    at,
                    "The or between patterns multiply to more than " + BRANCHES_MAX + " branches",
                    "Use || inside one pattern, or write several rules.");
        }
    }

    private static int constraints(List<Element> elements) {
        return elements.stream()
                .mapToInt(element -> switch (element) {
                    case Pattern pattern -> pattern.conditions().size();
                    case Group group -> constraints(group.elements());
                })
                .sum();
    }

    /** Numbers the patterns of one rule. */
    static final class PatternCounter {

        private int count;

        int next() {
            return count++;
        }

        int count() {
            return count;
        }
    }

    private final class OneRule {

        private final PatternCounter patterns = new PatternCounter();
        private final PatternReader patternReader = new PatternReader(problems, vocabulary, patterns);
        private final AccumulateReader accumulates =
                new AccumulateReader(problems, vocabulary, patternReader, patterns);

        private List<Element> all(List<? extends BaseDescr> written, Scope scope, int depth) {
            List<Element> elements = new ArrayList<>();
            written.forEach(descr -> element(descr, scope, depth).ifPresent(elements::add));
            return elements;
        }

        private Optional<? extends Element> element(BaseDescr descr, Scope scope, int depth) {
            if (depth > DEPTH_MAX) {
                problems.error(
                        ProblemCode.TOO_DEEP,
                        Positions.of(descr, source),
                        "and, or, not and exists are nested deeper than " + DEPTH_MAX);
                return Optional.empty();
            }
            return switch (descr) {
                case PatternDescr pattern ->
                    AccumulateReader.isInline(pattern)
                            ? accumulates.read(pattern, scope, depth > 0)
                            : patternReader.read(pattern, scope);
                case ExistsDescr exists -> existence(exists, Group.Kind.EXISTS, scope.nested());
                case NotDescr not -> existence(not, Group.Kind.NOT, scope.nested());
                case ForallDescr forall -> forall(forall, scope.nested());
                case AndDescr and -> Optional.of(new Group(Group.Kind.AND, all(and.getDescrs(), scope, depth + 1)));
                case OrDescr or -> Optional.of(or(or, scope, depth + 1));
                default -> unsupported(descr, "This kind of condition is not in the language");
            };
        }

        private Group or(OrDescr or, Scope scope, int depth) {
            List<Scope> scopes = new ArrayList<>();
            List<Element> branches = new ArrayList<>();
            for (BaseDescr branch : or.getDescrs()) {
                Scope own = scope.nested();
                element(branch, own, depth).ifPresent(branches::add);
                scopes.add(own);
            }
            scope.adopt(scopes);
            return new Group(Group.Kind.OR, branches);
        }

        /** A pattern, or patterns joined by one kind of and or or: stock Drools fails on more. */
        private Optional<Group> existence(ConditionalElementDescr written, Group.Kind kind, Scope scope) {
            List<? extends BaseDescr> inner = written.getDescrs();
            if (inner.size() == 1
                    && (inner.getFirst() instanceof AndDescr || inner.getFirst() instanceof OrDescr)
                    && ((ConditionalElementDescr) inner.getFirst())
                            .getDescrs().stream().allMatch(OneRule::isPlainPattern)) {
                return element(inner.getFirst(), scope, 0).map(group -> new Group(kind, List.of(group)));
            }
            if (inner.size() == 1 && isPlainPattern(inner.getFirst())) {
                return patternReader
                        .read((PatternDescr) inner.getFirst(), scope)
                        .map(pattern -> new Group(kind, List.of(pattern)));
            }
            return unsupported(
                    (BaseDescr) written, "exists and not take one pattern, or patterns joined by only and or only or");
        }

        private static boolean isPlainPattern(Object descr) {
            return descr instanceof PatternDescr pattern && pattern.getSource() == null;
        }

        /** Every item: none for which one of the conditions does not hold. */
        private Optional<Group> forall(ForallDescr written, Scope scope) {
            if (written.getDescrs().size() != 1
                    || !isPlainPattern(written.getDescrs().getFirst())) {
                return unsupported(written, "forall takes one pattern: forall( Item( ... ) )");
            }
            return patternReader
                    .read((PatternDescr) written.getDescrs().getFirst(), scope)
                    .flatMap(pattern -> {
                        Optional<Condition> all = pattern.conditions().stream().reduce(Condition::and);
                        if (all.isEmpty() || pattern.factType() != FactType.ITEM) {
                            return unsupported(
                                    written, "forall says something of every Item: forall( Item( price > 5 ) )");
                        }
                        return all.map(condition -> new Group(
                                Group.Kind.NOT,
                                List.of(new Pattern(pattern.index(), FactType.ITEM, List.of(condition.negated())))));
                    });
        }

        private <T> Optional<T> unsupported(BaseDescr descr, String message) {
            problems.error(
                    UNSUPPORTED,
                    Positions.of(descr, source),
                    message,
                    "There are Checkout( ... ), Item( ... ), exists, not, forall, accumulate, and and or between them.");
            return Optional.empty();
        }
    }
}
