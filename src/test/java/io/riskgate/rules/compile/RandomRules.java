package io.riskgate.rules.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random rulesets over the whole grammar: attributes, patterns and what joins them, consequences. */
final class RandomRules {

    private final Choices choose;
    private final RandomConditions conditions;
    private int accumulates;

    RandomRules(RandomGenerator random) {
        choose = new Choices(random);
        conditions = new RandomConditions(choose);
    }

    /** How often each construct was generated. */
    Map<String, Integer> covered() {
        return choose.covered();
    }

    String next(int rules) {
        return "package generated\n" + RandomConditions.CONSTANTS
                + IntStream.range(0, rules).mapToObj(this::rule).collect(Collectors.joining("\n"));
    }

    /** Many rules that compare the same few values with the same few literals, written in different ways. */
    String lookups(int rules) {
        choose.use("many rules on few values");
        return "package generated\n"
                + IntStream.range(0, rules).mapToObj(this::lookup).collect(Collectors.joining("\n"));
    }

    private String lookup(int number) {
        String pattern =
                switch (choose.upTo(4)) {
                    case 0 -> "exists Item( " + conditions.constraints(conditions::itemLookup) + " )";
                    case 1 -> "Item( " + conditions.constraints(conditions::itemLookup) + " )";
                    default -> "Checkout( " + conditions.constraints(conditions::checkoutLookup) + " )";
                };
        return "rule \"r" + number + "\"\n" + (choose.one(2) ? "    salience " + choose.upTo(-5, 6) + "\n" : "")
                + "when\n    " + pattern + "\nthen\n    " + consequence().replace("FEW()", "3") + "\nend\n";
    }

    private String rule(int number) {
        return "rule \"r" + number + "\"\n" + attributes() + "when\n    " + String.join("\n    ", elements())
                + "\nthen\n    " + consequence() + "\nend\n";
    }

    private String attributes() {
        StringBuilder text = new StringBuilder();
        if (choose.one(3)) {
            choose.use("annotation");
            text.append("    @reason(\"generated\")\n");
        }
        if (choose.one(2)) {
            choose.use("salience");
            text.append("    salience ").append(choose.upTo(-5, 6)).append('\n');
        }
        if (choose.one(10)) {
            choose.use("enabled");
            text.append("    enabled false\n");
        }
        if (choose.one(6)) {
            choose.use("activation-group");
            text.append("    activation-group \"")
                    .append(choose.pick(List.of("a", "b")))
                    .append("\"\n");
        }
        if (choose.one(8)) {
            choose.use("date-effective");
            text.append("    date-effective \"").append(date()).append("\"\n");
        }
        if (choose.one(8)) {
            choose.use("date-expires");
            text.append("    date-expires \"").append(date()).append("\"\n");
        }
        return text.toString();
    }

    private String date() {
        return choose.pick(List.of("01-Jan-2026", "24-Nov-2026", "25-Nov-2026", "04-Jul-2036"));
    }

    private List<String> elements() {
        return switch (choose.upTo(12)) {
            case 0 -> List.of(existence(false));
            case 1 -> List.of(accumulate(false, false));
            case 2 -> {
                choose.use("accumulate, then a pattern that uses it");
                yield List.of(
                        "accumulate( Item( " + conditions.itemCondition() + unlikeOthers()
                                + ", $p : price ); $s : sum($p), $n : count() )",
                        choose.one(2)
                                ? "Checkout( amount " + comparison() + " $s, itemCount >= $n )"
                                : "Item( price " + comparison() + " $s )");
            }
            case 3 -> join();
            case 4 -> List.of(or());
            case 5 -> {
                choose.use("or beside a pattern");
                yield List.of("Checkout( " + conditions.condition(1) + " )", or());
            }
            case 6 -> {
                choose.use("binding and constraint at once");
                yield List.of(
                        "Checkout( $a : amount " + comparison() + " " + conditions.decimal()
                                + ", $b : billing.country, $e : customer.id )",
                        "Item( price " + comparison() + " $a || category == $b || sku == $e )");
            }
            default -> plain();
        };
    }

    private List<String> plain() {
        boolean bound = choose.one(3);
        List<String> elements = new ArrayList<>();
        elements.add((bound ? "$c : " : "") + checkout(bound));
        for (int i = choose.upTo(3); i > 0; i--) {
            elements.add(existence(bound));
        }
        if (choose.one(4)) {
            choose.use("item pattern");
            elements.add(item(bound));
        }
        if (choose.one(4)) {
            elements.add(accumulate(bound, false));
        }
        return elements;
    }

    private String existence(boolean bound) {
        return switch (choose.upTo(6)) {
            case 0 -> {
                choose.use("forall");
                yield "forall( " + item(bound) + " )";
            }
            case 1 -> {
                choose.use("exists or not of several patterns");
                yield choose.pick(List.of("exists", "not")) + "( " + item(bound) + choose.pick(List.of(" and ", " or "))
                        + item(bound) + " )";
            }
            default -> {
                String kind = choose.pick(List.of("exists", "not"));
                choose.use(kind);
                yield choose.one(2) ? kind + " " + item(bound) : kind + "( " + item(bound) + " )";
            }
        };
    }

    private List<String> join() {
        choose.use("items joined");
        String second =
                switch (choose.upTo(16)) {
                    case 0, 6, 7 -> "Item( this != $i, price " + comparison() + " $i.price )";
                    case 1, 8, 9 -> "exists Item( price " + comparison() + " $p, sku != $i.sku )";
                    case 2, 10, 11 -> "not Item( this != $i, category == $i.category )";
                    case 3, 12, 13 -> "$j : Item( quantity " + comparison() + " $i.quantity, price * 2 > $p )";
                    case 4, 14 -> "Checkout( amount " + comparison() + " $p )";
                    default ->
                        "accumulate( Item( category == $i.category" + unlikeOthers()
                                + ", $q : price ); $s : sum($q); $s " + comparison() + " " + conditions.decimal()
                                + " )";
                };
        return List.of("$i : Item( " + conditions.itemCondition() + ", $p : price )", second);
    }

    private String or() {
        choose.use("or between patterns");
        String first = choose.pick(List.of("Checkout( " + conditions.condition(1) + " )", existence(false)));
        String second = choose.pick(List.of(
                item(false),
                "(Checkout( " + conditions.condition(0) + " ) and " + existence(false) + ")",
                accumulate(false, true),
                "Checkout( " + conditions.condition(1) + " )"));
        return choose.one(3) ? "(or " + first + " " + second + ")" : "(" + first + " or " + second + ")";
    }

    private String accumulate(boolean bound, boolean single) {
        String items = (bound && choose.one(2) ? "price <= $c.amount" : conditions.itemCondition()) + unlikeOthers();
        String compared = comparison() + " " + conditions.whole();
        choose.use("accumulate");
        return switch (choose.upTo(single ? 5 : 8)) {
            case 0 -> "accumulate( Item( " + items + ", $ap : price ); $as : sum($ap); $as " + compared + " )";
            case 1 -> "accumulate( Item( " + items + " ); $an : count(); $an " + compared + " )";
            case 2 -> "accumulate( Item( " + items + ", $ap : price ); $al : min($ap); $al " + compared + " )";
            case 6 ->
                "accumulate( Item( " + items + ", $ap : price ); $ah : max($ap), $al : min($ap); $ah " + compared
                        + " )";
            case 3 -> "accumulate( Item( " + items + ", $ap : price ); $av : average($ap); $av " + compared + " )";
            default ->
                "accumulate( Item( " + items + ", $aq : quantity ); $aq1 : sum($aq), $aq2 : average($aq); $aq1 "
                        + compared + ", $aq2 " + comparison() + " 1.5 )";
            case 5 ->
                "accumulate( $ai : Item( " + items + " ); $as : sum($ai.price * $ai.quantity); $as " + compared + " )";
            case 4 ->
                "accumulate( Item( " + items + ", $ak : sku ); $am : max($ak); $am "
                        + choose.pick(List.of("==", "!=", "<")) + " \"visa\" )";
        };
    }

    /**
     * A condition that always holds, and differs from all others: stock Drools shares the node of two accumulates over
     * equal patterns although they sum up different things, and then fails.
     */
    private String unlikeOthers() {
        return ", quantity > -" + ++accumulates;
    }

    private String checkout(boolean bound) {
        if (bound) {
            choose.use("fact binding");
        }
        String constraints = conditions.constraints(() -> conditions.condition(2));
        if (choose.one(4)) {
            choose.use("property binding");
            constraints = "$a : amount, $a " + comparison() + " " + conditions.decimal() + ", " + constraints;
        }
        return "Checkout( " + constraints + " )";
    }

    private String item(boolean bound) {
        return "Item( " + conditions.constraints(() -> bound && choose.one(3) ? joined() : conditions.itemCondition())
                + " )";
    }

    private String joined() {
        choose.use("reference to a bound fact");
        return choose.one(2)
                ? "price " + comparison() + " $c.amount"
                : "sku " + choose.pick(List.of("==", "!=")) + " $c." + conditions.checkoutText();
    }

    private String comparison() {
        return conditions.comparison();
    }

    private String consequence() {
        return IntStream.range(0, 1 + choose.upTo(2))
                .mapToObj(i -> {
                    String call =
                            choose.pick(List.of("approve", "challenge", "review", "decline", "allow", "tag", "score"));
                    choose.use("decision." + call);
                    return call.equals("score")
                            ? "decision.score(" + (choose.one(5) ? "FEW()" : choose.upTo(-20, 60)) + ", \"points\");"
                            : "decision." + call + "(\"" + call + "_code\");";
                })
                .collect(Collectors.joining(" "));
    }
}
