package io.riskgate.rules.compile;

import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Window;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random well-typed rulesets over the whole grammar. Where stock Drools throws on an absent value, a check against
 * {@code null} goes before it, so that the two can be compared.
 */
final class RandomRules {

    private static final List<String> CHECKOUT_COUNTRIES =
            List.of("card.country", "ip.country", "billing.country", "shipping.country");
    private static final List<String> CHECKOUT_TEXTS = List.of(
            "card.bin",
            "card.brand",
            "card.funding",
            "customer.id",
            "customer.email",
            "customer.emailDomain",
            "device.id",
            "ip.address",
            "billing.postalCode",
            "shipping.line1",
            "currency",
            "customer.phone");
    private static final List<String> ITEM_TEXTS = List.of("sku", "category");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");

    private final RandomGenerator random;
    private final Map<String, Integer> covered = new TreeMap<>();

    RandomRules(RandomGenerator random) {
        this.random = random;
    }

    /** How often each construct was generated. */
    Map<String, Integer> covered() {
        return covered;
    }

    String next(int rules) {
        return "package generated\n"
                + IntStream.range(0, rules).mapToObj(this::rule).collect(Collectors.joining("\n"));
    }

    private String rule(int number) {
        StringBuilder text = new StringBuilder("rule \"r" + number + "\"\n");
        if (one(3)) {
            use("annotation");
            text.append("    @reason(\"generated\")\n");
        }
        if (one(2)) {
            use("salience");
            text.append("    salience ").append(random.nextInt(-5, 6)).append('\n');
        }
        if (one(10)) {
            use("enabled");
            text.append("    enabled false\n");
        }
        text.append("when\n");
        boolean bound = one(3);
        if (one(8)) {
            text.append("    ").append(existence(false)).append('\n');
        } else {
            text.append("    ")
                    .append(bound ? "$c : " : "")
                    .append(checkout(bound))
                    .append('\n');
            for (int i = random.nextInt(3); i > 0; i--) {
                text.append("    ").append(existence(bound)).append('\n');
            }
            if (one(4)) {
                use("item pattern");
                text.append("    ").append(item(bound)).append('\n');
            }
        }
        return text.append("then\n    ").append(consequence()).append("\nend\n").toString();
    }

    private String existence(boolean bound) {
        String kind = pick(List.of("exists", "not"));
        use(kind);
        return one(2) ? kind + " " + item(bound) : kind + "( " + item(bound) + " )";
    }

    private String checkout(boolean bound) {
        if (bound) {
            use("fact binding");
        }
        String constraints = constraints(() -> condition(2));
        if (one(4)) {
            use("property binding");
            constraints = "$a : amount, $a " + comparison() + " " + decimal() + ", " + constraints;
        }
        return "Checkout( " + constraints + " )";
    }

    private String item(boolean bound) {
        return "Item( " + constraints(() -> bound && one(3) ? joined() : itemCondition()) + " )";
    }

    private String joined() {
        use("reference to a bound fact");
        return one(2)
                ? "price " + comparison() + " $c.amount"
                : "sku " + pick(List.of("==", "!=")) + " $c." + pick(CHECKOUT_TEXTS);
    }

    private String constraints(Supplier<String> one) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> one.get())
                .collect(Collectors.joining(", "));
    }

    private String itemCondition() {
        return switch (random.nextInt(5)) {
            case 0 -> "quantity " + comparison() + " " + whole();
            case 1 -> "price " + comparison() + " " + decimal();
            case 2 -> text(pick(ITEM_TEXTS), RandomCheckouts.TEXTS);
            case 3 -> "price * quantity " + comparison() + " " + decimal();
            default -> list(pick(ITEM_TEXTS));
        };
    }

    private String condition(int depth) {
        if (depth > 0 && one(3)) {
            return switch (random.nextInt(4)) {
                case 0 -> {
                    use("&&");
                    yield "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
                }
                case 1 -> {
                    use("||");
                    yield condition(depth - 1) + " || " + condition(depth - 1);
                }
                case 2 -> {
                    use("!( )");
                    yield "!(" + condition(depth - 1) + ")";
                }
                default -> {
                    use("mixed && ||");
                    yield condition(0) + " && " + condition(0) + " || " + condition(0);
                }
            };
        }
        return leaf();
    }

    private String leaf() {
        return switch (random.nextInt(11)) {
            case 0 -> amount();
            case 1 -> text(pick(CHECKOUT_COUNTRIES), RandomCheckouts.COUNTRIES);
            case 2 -> text(pick(CHECKOUT_TEXTS), RandomCheckouts.TEXTS);
            case 3 -> age();
            case 4 -> velocity();
            case 5 -> list(pick(CHECKOUT_TEXTS));
            case 6 -> arithmetic();
            case 7 -> {
                use("property to property");
                yield pick(CHECKOUT_COUNTRIES) + " " + pick(List.of("==", "!=", "<", ">=")) + " "
                        + pick(CHECKOUT_COUNTRIES);
            }
            case 8 -> {
                use("null");
                yield pick(CHECKOUT_TEXTS) + pick(List.of(" == null", " != null"));
            }
            case 9 -> {
                use("instant");
                yield pick(List.of(
                        "customer.createdAt == null",
                        "customer.createdAt != null",
                        "customer.createdAt < occurredAt",
                        "customer.createdAt == occurredAt"));
            }
            default -> "itemCount " + comparison() + " " + (one(4) ? fraction() : whole());
        };
    }

    private String amount() {
        if (one(5)) {
            use("number in");
            return "amount " + pick(List.of("in", "not in")) + " (" + decimal().replace("-", "") + ", " + whole() + ")";
        }
        use("decimal comparison");
        return one(8) ? decimal() + " " + comparison() + " amount" : "amount " + comparison() + " " + decimal();
    }

    private String age() {
        String property = pick(List.of("accountAgeDays", "accountAgeMinutes"));
        use("nullable number");
        return switch (random.nextInt(4)) {
            case 0 ->
                "(" + property + " != null && " + property + " " + pick(List.of("+", "-", "*", "/", "%")) + " "
                        + pick(List.of(2, 3, 7)) + " " + comparison() + " " + whole() + ")";
            case 1 -> property + " " + comparison() + " itemCount";
            case 2 -> property + " in (" + whole() + ", " + whole() + ")";
            default -> property + " " + comparison() + " " + (one(4) ? fraction() : whole());
        };
    }

    private String velocity() {
        return switch (random.nextInt(5)) {
            case 0 -> {
                use("velocity.sum");
                yield sum() + " " + comparison() + " " + decimal();
            }
            case 1 -> {
                use("velocity.sum against arithmetic");
                yield "amount * " + whole() + " " + comparison() + " " + sum();
            }
            case 2 -> {
                use("velocity.distinct");
                yield "velocity.distinct(\"" + dimension() + "\", \"" + dimension() + "\", \"" + window() + "\") "
                        + comparison() + " " + whole();
            }
            case 3 -> {
                use("velocity.count arithmetic");
                yield count() + " * 2 " + comparison() + " itemCount";
            }
            default -> {
                use("velocity.count");
                yield count() + " " + comparison() + " " + whole();
            }
        };
    }

    private String count() {
        return "velocity.count(\"" + dimension() + "\", \"" + window() + "\")";
    }

    private String sum() {
        return "velocity.sum(\"" + dimension() + "\", \"" + window() + "\")";
    }

    private String arithmetic() {
        use("arithmetic");
        return switch (random.nextInt(5)) {
            case 0 -> "amount * " + whole() + " " + comparison() + " " + decimal();
            case 1 -> "amount + itemCount * 2 - 1 " + comparison() + " " + decimal();
            case 2 -> "amount / 4 " + comparison() + " " + decimal();
            case 3 -> "(amount + 1) * 2 " + comparison() + " " + decimal();
            default ->
                "itemCount " + pick(List.of("*", "+", "-", "/")) + " " + fraction() + " " + comparison() + " "
                        + fraction();
        };
    }

    private String text(String property, List<String> values) {
        String value = quoted(pick(values));
        return switch (random.nextInt(8)) {
            case 0 -> {
                use("text in");
                yield property + " in (" + value + ", " + quoted(pick(values)) + (one(3) ? ", null)" : ")");
            }
            case 1 -> {
                use("text not in");
                yield property + " not in (" + value + ", " + quoted(pick(values)) + ")";
            }
            case 2 -> {
                use("matches");
                yield property
                        + pick(List.of(" matches ", " not matches "))
                        + quoted(
                                pick(List.of("[A-Z]{2}", "4.*", "(?i)us", ".*@.*\\\\.com", "", "visa|amex", "\\\\d+")));
            }
            case 3 -> {
                use("str");
                String operator = pick(List.of("str[startsWith] \"4\"", "str[endsWith] \"com\"", "str[length] 6"));
                yield "(" + property + " != null && " + property + (one(4) ? " not " : " ") + operator + ")";
            }
            case 4 -> {
                use("null-safe");
                String safe = property.replace(".", "!.");
                yield safe + " == " + value;
            }
            case 5 -> {
                use("text order");
                yield property + " " + pick(List.of("<", "<=", ">", ">=")) + " " + value;
            }
            default -> {
                use("text equality");
                yield property + " " + pick(List.of("==", "==", "!=")) + " " + value;
            }
        };
    }

    private String list(String property) {
        use("lists.contains");
        String call = "lists.contains(\"" + pick(List.of("blocked", "trusted")) + "\", " + property + ")";
        return switch (random.nextInt(3)) {
            case 0 -> "!" + call;
            case 1 -> call + " == true";
            default -> call;
        };
    }

    private String consequence() {
        return IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(i -> {
                    String call = pick(List.of("approve", "challenge", "review", "decline", "allow", "tag", "score"));
                    use("decision." + call);
                    return call.equals("score")
                            ? "decision.score(" + random.nextInt(-20, 60) + ", \"points\");"
                            : "decision." + call + "(\"" + call + "_code\");";
                })
                .collect(Collectors.joining(" "));
    }

    private String comparison() {
        String operator = pick(COMPARISONS);
        use(operator);
        return operator;
    }

    private String dimension() {
        return one(10) ? "attributes.tier" : pick(Dimension.FIXED);
    }

    private String window() {
        return pick(List.of(Window.values())).label();
    }

    private String decimal() {
        if (one(6)) {
            use("B literal");
            return pick(RandomCheckouts.AMOUNTS) + "B";
        }
        String amount = pick(RandomCheckouts.AMOUNTS);
        String exact = amount.matches(".*(99|01|95)") ? amount + "B" : amount;
        return one(8) ? "-" + exact : exact;
    }

    private String fraction() {
        return pick(List.of("0.5", "1.0", "2.5", "1.5", "5.25"));
    }

    private String whole() {
        return String.valueOf(pick(RandomCheckouts.WHOLES));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private void use(String construct) {
        covered.merge(construct, 1, Integer::sum);
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
