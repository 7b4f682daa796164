package io.riskgate.rules.compile;

import io.riskgate.model.Item;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Firing;
import io.riskgate.rules.RuleExplanation;
import io.riskgate.rules.RuleExplanation.Failed;
import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.compile.ParsedRule.Group;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says why a rule did not fire, by matching it the plain way: element after element, keeping every combination of items
 * that still matches. It is right where Drools is right, and so serves as a second oracle in the tests.
 */
final class Explainer {

    /** How many combinations of items are followed; beyond, the rest is left out. */
    private static final int ROWS_MAX = 5_000;

    private final Evaluation evaluation;
    private final List<Failed> failed = new ArrayList<>();

    private Explainer(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** One combination of items, by the index of their patterns. */
    private record Match(Evaluation evaluation, Map<Integer, Item> items) implements Row {

        @Override
        public Item item(int pattern) {
            Item item = items.get(pattern);
            if (item == null) {
                throw new IllegalStateException("no item stands for pattern " + pattern);
            }
            return item;
        }

        Match with(int pattern, Item item) {
            Map<Integer, Item> more = new HashMap<>(items);
            more.put(pattern, item);
            return new Match(evaluation, more);
        }
    }

    /**
     * Of rules that were evaluated. They are matched in an evaluation of the explanation's own, which all of them share:
     * what the regular expressions of the other took is not to keep this one from looking.
     */
    static List<RuleExplanation> explain(List<ParsedRule> rules, Evaluation evaluated) {
        Evaluation own = evaluated.again();
        return rules.stream().map(rule -> explain(rule, evaluated, own)).toList();
    }

    private static RuleExplanation explain(ParsedRule rule, Evaluation evaluated, Evaluation own) {
        String name = rule.description().name();
        int firings = (int) evaluated.firings().stream()
                        .map(Firing::rule)
                        .filter(fired -> fired.name().equals(name))
                        .count()
                / rule.effects().size();
        Explainer explainer = new Explainer(own);
        boolean matches = explainer.matches(rule) > 0;
        String note = null;
        if (!rule.description().enabled()) {
            note = "not enabled";
        } else if (matches && firings == 0) {
            note = evaluated.truncated()
                    ? "matched, but the firings or the steps of this decision were used up"
                    : "matched, but another rule of its activation-group fired first";
        } else if (firings == 0 && own.truncated()) {
            note = "regular expressions took too many steps, and those that were left out count as failed";
        }
        return new RuleExplanation(
                name,
                rule.description().line(),
                firings > 0,
                firings,
                firings > 0 || matches ? List.of() : explainer.failed,
                note);
    }

    /** How often the rule matches, up to {@link #ROWS_MAX}. */
    static int matches(ParsedRule rule, Evaluation evaluation) {
        return new Explainer(evaluation).matches(rule);
    }

    private int matches(ParsedRule rule) {
        return all(rule.elements(), List.of(new Match(evaluation, Map.of()))).size();
    }

    private List<Match> all(List<Element> elements, List<Match> matches) {
        List<Match> left = matches;
        for (Element element : elements) {
            left = extend(element, left);
            if (left.isEmpty()) {
                return left;
            }
        }
        return left;
    }

    private List<Match> extend(Element element, List<Match> matches) {
        return switch (element) {
            case Pattern pattern -> extend(pattern, matches);
            case Group group ->
                switch (group.kind()) {
                    case AND -> all(group.elements(), matches);
                    case OR -> {
                        List<Match> either = new ArrayList<>();
                        group.elements().forEach(branch -> either.addAll(extend(branch, matches)));
                        yield either;
                    }
                    case EXISTS ->
                        matches.stream()
                                .filter(match -> !extend(group.elements().getFirst(), List.of(match))
                                        .isEmpty())
                                .toList();
                    case NOT -> without(group.elements().getFirst(), matches);
                };
        };
    }

    private List<Match> without(Element unwanted, List<Match> matches) {
        List<Match> left = new ArrayList<>();
        for (Match match : matches) {
            int failuresBefore = failed.size();
            List<Match> found = extend(unwanted, List.of(match));
            failed.subList(failuresBefore, failed.size()).clear();
            if (found.isEmpty()) {
                left.add(match);
            } else {
                failed.add(new Failed("not " + factsOf(unwanted), "there is one", values(found.getFirst())));
            }
        }
        return left;
    }

    private static String factsOf(Element element) {
        return switch (element) {
            case Pattern pattern -> name(pattern);
            case Group group -> factsOf(group.elements().getFirst());
        };
    }

    private static Map<String, String> values(Match match) {
        Map<String, String> values = new LinkedHashMap<>();
        match.items().values().forEach(item -> values.put("item " + (values.size() + 1), item.toString()));
        return values;
    }

    private List<Match> extend(Pattern pattern, List<Match> matches) {
        List<Match> extended = new ArrayList<>();
        int furthest = -1;
        Failed closest = new Failed(name(pattern), "there is none", Map.of());
        for (Match match : matches) {
            for (Match candidate : candidates(pattern, match)) {
                int passed = passed(pattern, candidate);
                if (passed == pattern.conditions().size()) {
                    extended.add(candidate);
                } else if (passed > furthest) {
                    furthest = passed;
                    closest = failure(pattern, pattern.conditions().get(passed), candidate);
                }
                if (extended.size() >= ROWS_MAX) {
                    return extended;
                }
            }
        }
        if (extended.isEmpty()) {
            failed.add(closest);
        }
        return extended;
    }

    private List<Match> candidates(Pattern pattern, Match match) {
        return pattern.factType() == FactType.CHECKOUT
                ? List.of(match)
                : evaluation.checkout().items().stream()
                        .map(item -> match.with(pattern.index(), item))
                        .toList();
    }

    private static int passed(Pattern pattern, Row row) {
        int passed = 0;
        for (Condition condition : pattern.conditions()) {
            if (!condition.test().holds(row)) {
                return passed;
            }
            passed++;
        }
        return passed;
    }

    private static Failed failure(Pattern pattern, Condition condition, Row row) {
        Map<String, String> values = new LinkedHashMap<>();
        condition
                .leaves()
                .forEach(leaf ->
                        values.put(leaf.canonical(), String.valueOf(leaf.code().eval(row))));
        return new Failed(name(pattern), condition.canonical(), values);
    }

    private static String name(Pattern pattern) {
        return pattern.factType() == FactType.CHECKOUT ? "Checkout" : "Item";
    }
}
