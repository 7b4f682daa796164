package io.riskgate.rules.compile;

import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Window;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random well-typed constraints over the whole grammar. Where stock Drools throws on an absent value, a check against
 * {@code null} goes before it, so that the two can be compared.
 */
final class RandomConditions {

    /** Constants that every generated text declares, so that any constraint may call them. */
    static final String CONSTANTS = """
            import java.math.BigDecimal
            import java.time.Instant
            import java.util.List
            function int FEW() { return 3; }
            function long MANY() { return 100L; }
            function double HALF() { return 0.5; }
            function BigDecimal PRICE() { return new BigDecimal("99.95"); }
            function String HOME() { return "US"; }
            function String VISA() { return "visa"; }
            function boolean YES() { return true; }
            function Instant SINCE() { return Instant.parse("2026-11-24T00:00:00Z"); }
            function List RISKY() { return List.of("DE", "ZZ", "visa", "gift_card"); }
            """;

    private static final List<String> CHECKOUT_COUNTRIES =
            List.of("card.country", "ip.country", "billing.country", "shipping.country");
    private static final List<String> CHECKOUT_TEXTS = List.of(
            "card.bin",
            "card.brand",
            "card.funding",
            "customer.id",
            "customer.email",
            "customer.emailDomain",
            "customer.emailName",
            "device.id",
            "ip.address",
            "billing.postalCode",
            "shipping.line1",
            "currency",
            "customer.phone");
    static final List<String> ITEM_TEXTS = List.of("sku", "category");
    private static final Pattern NULL_SAFE_METHOD = Pattern.compile("!\\.\\w+\\(");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");

    private final Choices choose;

    RandomConditions(Choices choose) {
        this.choose = choose;
    }

    String checkoutText() {
        return pick(CHECKOUT_TEXTS);
    }

    String constraints(Supplier<String> one) {
        return IntStream.range(0, 1 + choose.upTo(3)).mapToObj(i -> one.get()).collect(Collectors.joining(", "));
    }

    String itemCondition() {
        return switch (choose.upTo(7)) {
            case 0 -> "quantity " + comparison() + " " + whole();
            case 5 -> {
                use("constant beside an item");
                yield one(2) ? "price " + comparison() + " PRICE()" : "quantity " + comparison() + " FEW()";
            }
            case 6 -> {
                use("memberOf on an item");
                yield "(category != null && category" + pick(List.of("", " not")) + " memberOf RISKY())";
            }
            case 1 -> "price " + comparison() + " " + decimal();
            case 2 -> text(pick(ITEM_TEXTS), RandomCheckouts.TEXTS);
            case 3 -> "price * quantity " + comparison() + " " + decimal();
            default -> list(pick(ITEM_TEXTS));
        };
    }

    String condition(int depth) {
        if (depth > 0 && one(3)) {
            return switch (choose.upTo(4)) {
                case 0 -> {
                    use("&&");
                    yield "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
                }
                case 1 -> {
                    use("||");
                    yield condition(depth - 1) + " || " + condition(depth - 1);
                }
                case 2 -> {
                    String negated = condition(depth - 1);
                    // Stock Drools does not guard a null-safe method inside of !( ), and throws.
                    if (NULL_SAFE_METHOD.matcher(negated).find()) {
                        yield negated;
                    }
                    use("!( )");
                    yield "!(" + negated + ")";
                }
                default -> {
                    use("mixed && ||");
                    yield condition(0) + " && " + condition(0) + " || " + condition(0);
                }
            };
        }
        return leaf();
    }

    /** A comparison with a literal that Drools can look up. */
    String checkoutLookup() {
        return switch (choose.upTo(7)) {
            case 0, 1 -> eitherWay("amount", decimal());
            case 2 -> eitherWay("accountAgeDays", whole());
            case 3 -> eitherWay("velocity.count(\"card\", \"10m\")", whole());
            case 4 -> eitherWay("itemCount", whole());
            default -> eitherWay("card.country", quoted(pick(RandomCheckouts.COUNTRIES)));
        };
    }

    /** The same on an item. */
    String itemLookup() {
        return switch (choose.upTo(3)) {
            case 0 -> eitherWay("price", decimal());
            case 1 -> eitherWay("quantity", whole());
            default -> eitherWay("sku", quoted(pick(RandomCheckouts.TEXTS)));
        };
    }

    private String eitherWay(String value, String literal) {
        if (one(4)) {
            use("literal first");
            String operator = comparison();
            // Of 1 == x and x == 1, stock Drools keeps only the later one once it hashes them.
            return literal + " " + (operator.equals("==") ? "<=" : operator) + " " + value;
        }
        return value + " " + comparison() + " " + literal;
    }

    private String leaf() {
        return switch (choose.upTo(19)) {
            case 18 -> available();
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
            case 10, 11 -> attribute();
            case 12, 13 -> constant();
            case 14 -> collection();
            case 15 -> method();
            case 16 -> time();
            default -> "itemCount " + comparison() + " " + (one(4) ? fraction() : whole());
        };
    }

    private String attribute() {
        return switch (choose.upTo(9)) {
            case 0 -> {
                use("attribute as text");
                yield tier() + pick(List.of(" == ", " != ", " < ", " >= ")) + quoted(pick(RandomCheckouts.TEXTS));
            }
            case 1 -> {
                use("attribute as number");
                yield "attributes[\"limit\"] " + pick(List.of("<", "<=", ">", ">=")) + " "
                        + (one(2) ? whole() : decimal());
            }
            case 2 -> {
                use("attribute equals number");
                yield "attributes[\"limit\"]" + pick(List.of(" == ", " != ")) + pick(RandomCheckouts.AMOUNTS) + "B";
            }
            case 3 -> {
                use("attribute as truth");
                yield "attributes[\"vip\"]" + pick(List.of(" == ", " != ")) + pick(List.of("true", "false"));
            }
            case 4 -> {
                use("attribute and null");
                yield pick(List.of("attributes[\"tier\"]", "attributes.limit", "attributes[\"not there\"]"))
                        + pick(List.of(" == null", " != null"));
            }
            case 5 -> {
                use("attribute in");
                yield tier() + pick(List.of(" in ", " not in ")) + "(\"visa\", \"x\")";
            }
            case 6 -> {
                use("attribute matches");
                yield tier() + pick(List.of(" matches ", " not matches ")) + quoted(pick(List.of("v.*", "[a-x]+", "")));
            }
            case 7 -> {
                use("attribute in lists and beside amount");
                yield one(2)
                        ? "lists.contains(\"blocked\", " + tier() + ")"
                        : "amount " + pick(List.of("<", ">=", "==", "!=")) + " attributes[\"limit\"]";
            }
            default -> {
                use("attribute with str and memberOf");
                yield "(" + tier() + " != null && " + tier()
                        + pick(List.of(" str[startsWith] \"v\"", " memberOf RISKY()", " not memberOf RISKY()")) + ")";
            }
        };
    }

    private String tier() {
        return pick(List.of("attributes[\"tier\"]", "attributes.tier", "this.attributes[\"tier\"]"));
    }

    private String constant() {
        use("constant");
        String text = pick(CHECKOUT_TEXTS);
        String country = pick(CHECKOUT_COUNTRIES);
        return switch (choose.upTo(12)) {
            case 0 -> "amount " + comparison() + " " + pick(List.of("PRICE()", "FEW()", "MANY()", "HALF()"));
            case 1 -> "itemCount " + comparison() + " " + pick(List.of("FEW()", "MANY()", "HALF()"));
            case 2 -> country + pick(List.of(" == ", " != ")) + "HOME()";
            case 3 -> count() + " " + comparison() + " " + pick(List.of("FEW()", "MANY()"));
            case 4 -> "itemCount * FEW() " + comparison() + " " + whole();
            case 5 -> pick(List.of("YES()", "!YES()", "YES() == true"));
            case 6 -> "customer.createdAt " + pick(List.of("<", ">", "==", "!=", ">=")) + " SINCE()";
            case 7 -> {
                use("memberOf a constant");
                yield "(" + country + " != null && " + country + pick(List.of("", " not")) + " memberOf RISKY())";
            }
            case 8 -> "(" + text + " != null && " + text + " str[startsWith] VISA())";
            case 9 -> country + " in (HOME(), \"DE\")";
            case 10 -> text + pick(List.of("", " not")) + " contains VISA()";
            default -> {
                use("contains in a constant");
                yield "(" + country + " != null && RISKY() contains " + country + ")";
            }
        };
    }

    private String collection() {
        use("contains");
        String text = pick(CHECKOUT_TEXTS);
        return switch (choose.upTo(4)) {
            case 0 -> text + pick(List.of("", " not")) + " contains " + pick(List.of("\"a\"", "\"visa\"", "VISA()"));
            case 1 ->
                pick(List.of("categories", "skus")) + pick(List.of("", " not")) + " contains "
                        + quoted(pick(List.of("gift_card", "x", "visa")));
            case 2 -> text + pick(List.of("", " not")) + " memberOf " + pick(List.of("categories", "skus"));
            default -> "categories.contains(\"books\")";
        };
    }

    private String method() {
        use("method");
        String text = pick(CHECKOUT_TEXTS);
        String call =
                switch (choose.upTo(10)) {
                    case 0 -> ".length() " + comparison() + " " + whole();
                    case 1 -> ".toLowerCase() == " + quoted(pick(RandomCheckouts.TEXTS));
                    case 2 -> ".toUpperCase()" + pick(List.of(" != ", " == ")) + quoted("VISA");
                    case 3 -> ".startsWith(\"4\")";
                    case 4 -> ".endsWith(\"com\")";
                    case 5 -> ".equalsIgnoreCase(VISA())";
                    case 6 -> ".trim().isEmpty()";
                    case 7 -> ".indexOf(\"@\") " + comparison() + " " + whole();
                    case 8 -> ".toLowerCase() contains \"a\"";
                    default -> ".contains(\"@\")";
                };
        if (one(4)
                && !call.contains("contains")
                && !call.contains("With")
                && !call.contains("gnore")
                && !call.contains("Empty")) {
            use("null-safe method");
            return text + "!" + call;
        }
        return "(" + text + " != null && " + (one(4) && call.endsWith(")") ? "!" : "") + text + call + ")";
    }

    private String time() {
        use("time");
        return switch (choose.upTo(7)) {
            case 0 -> "hourOfDay " + comparison() + " " + whole();
            case 1 -> "dayOfWeek in (1, 2, 6)";
            case 2 -> known("occurredAt.isAfter(customer.createdAt)");
            case 3 -> known("customer.createdAt.plusSeconds(86400) < occurredAt");
            case 4 ->
                known("occurredAt.getEpochSecond() - customer.createdAt.getEpochSecond() " + comparison() + " 1800");
            case 5 -> known("customer.createdAt.isBefore(SINCE())");
            default -> known("occurredAt.getEpochSecond() > customer.createdAt.getEpochSecond() + 3600");
        };
    }

    private static String known(String aboutCreatedAt) {
        return "(customer.createdAt != null && " + aboutCreatedAt + ")";
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
        return switch (choose.upTo(4)) {
            case 0 ->
                "(" + property + " != null && " + property + " " + pick(List.of("+", "-", "*", "/", "%")) + " "
                        + pick(List.of(2, 3, 7)) + " " + comparison() + " " + whole() + ")";
            case 1 -> property + " " + comparison() + " itemCount";
            case 2 -> property + " in (" + whole() + ", " + whole() + ")";
            default -> property + " " + comparison() + " " + (one(4) ? fraction() : whole());
        };
    }

    private String velocity() {
        return switch (choose.upTo(5)) {
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

    private String available() {
        String limit = "limits.available(\"" + pick(List.of("customer_daily", "card_hourly")) + "\")";
        return switch (choose.upTo(6)) {
            case 5 -> {
                use("limits.available against arithmetic");
                yield "amount * " + whole() + " " + comparison() + " " + limit;
            }
            case 0 -> {
                use("limits.available against an amount");
                yield "amount " + comparison() + " " + limit;
            }
            case 1 -> {
                use("limits.available null");
                yield limit + pick(List.of(" == null", " != null"));
            }
            case 2 -> {
                use("limits.available arithmetic");
                yield "(" + limit + " != null && " + limit + " * 2 " + comparison() + " " + decimal() + ")";
            }
            default -> {
                use("limits.available");
                yield eitherWay(limit, decimal());
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
        return switch (choose.upTo(5)) {
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
        return switch (choose.upTo(8)) {
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
        return switch (choose.upTo(3)) {
            case 0 -> "!" + call;
            case 1 -> call + " == true";
            default -> call;
        };
    }

    String comparison() {
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

    String decimal() {
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

    String whole() {
        return String.valueOf(pick(RandomCheckouts.WHOLES));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    void use(String construct) {
        choose.use(construct);
    }

    boolean one(int in) {
        return choose.one(in);
    }

    <T> T pick(List<T> values) {
        return choose.pick(values);
    }
}
