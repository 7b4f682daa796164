package io.riskgate.rules.compile;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rulesets such as {@code rules/platform} has, of any size: the same kinds of rules in the same proportions, and
 * between rules of a kind other groups, windows, countries, BINs and thresholds. Thresholds are round, as people choose
 * them, so that some conditions come twice in a large set.
 *
 * <p>A smaller set is the beginning of a larger one. Each rule has a reason code of its own, which tells who fired.
 */
final class MerchantRules {

    private static final List<String> COUNTRIES = List.of(
            "US", "CA", "GB", "FR", "DE", "MX", "BR", "AU", "JP", "IT", "ES", "NL", "PL", "IN", "SE", "ZA", "KR", "NG",
            "RO", "ID", "VN", "UA", "TR", "AR");
    private static final List<String> CATEGORIES =
            List.of("electronics", "jewellery", "fashion", "home", "toys", "sports", "digital", "books", "grocery");
    private static final List<String> GROUPS =
            List.of("card", "device", "email", "customer", "phone", "shipping_address", "ip");
    private static final List<String> PAIRS = List.of(
            "\"card\", \"device\"",
            "\"email\", \"device\"",
            "\"email\", \"card\"",
            "\"device\", \"card\"",
            "\"card\", \"customer\"",
            "\"ip\", \"customer\"",
            "\"customer\", \"device\"",
            "\"card\", \"shipping_address\"");
    private static final List<String> HOURS = List.of("10m", "30m", "1h", "3h", "6h");
    private static final List<String> DAYS = List.of("12h", "24h", "3d", "7d");
    private static final List<String> VERDICTS = List.of("challenge", "review", "review", "decline");

    /** How many kinds there are in {@link #conditions}. */
    private static final int KINDS = 20;

    private final SplittableRandom random = new SplittableRandom(20_261_125);

    private MerchantRules() {}

    /** DRL of so many rules. */
    static String text(int rules) {
        MerchantRules generator = new MerchantRules();
        return "package merchant\n\n"
                + IntStream.range(0, rules).mapToObj(generator::rule).collect(Collectors.joining("\n"));
    }

    private String rule(int number) {
        return """
                rule "Rule %d"
                    salience %d
                when
                %s
                then
                    %s
                end
                """.formatted(number, between(4, 20) * 10, conditions(number % KINDS), consequence(number));
    }

    private String conditions(int kind) {
        return switch (kind) {
            case 0, 11, 16 -> checkout(count());
            case 1 -> checkout("accountAgeDays < " + between(2, 30), "amount >= " + amount(300, 1_500));
            case 2, 13 -> checkout(distinct());
            case 3, 14 -> checkout(country("card"), country("ip"), "amount >= " + amount(150, 900));
            case 4 ->
                checkout("accountAgeDays == null || accountAgeDays < " + between(5, 60))
                        + exists("category == \"gift_card\"", "(price * quantity) >= " + amount(150, 500));
            case 5 -> checkout(countries("ip"), "velocity.count(\"device\", \"24h\") >= " + between(4, 12));
            case 6 ->
                checkout(
                        "amount < " + between(3, 9) + ".00",
                        "accountAgeDays == null || accountAgeDays < " + between(1, 7),
                        "velocity.distinct(\"card\", \"bin\", \"" + pick(HOURS) + "\") >= " + between(30, 90));
            case 7 -> checkout(listed());
            case 8 -> checkout("amount >= " + amount(50, 300), spending());
            case 9 ->
                checkout(
                        "accountAgeDays < " + between(1, 14),
                        "card.country != null",
                        "billing.country != null",
                        "card.country != billing.country",
                        "amount >= " + amount(50, 400));
            case 10, 18 -> checkout(bin(), "velocity.count(\"bin\", \"" + window() + "\") >= " + between(10, 60));
            case 12 -> checkout(count()) + exists("category == \"" + pick(CATEGORIES) + "\"");
            case 15 ->
                checkout(
                        "amount >= " + amount(250, 1_000),
                        "accountAgeDays < " + between(10, 90),
                        "billing.country != null",
                        "shipping.country != null",
                        "billing.country != shipping.country");
            case 17 -> checkout(mail(), "amount >= " + amount(25, 200));
            default ->
                "    Item( category == \"" + pick(CATEGORIES) + "\", quantity >= " + between(3, 12) + ", price >= "
                        + amount(75, 400) + " )";
        };
    }

    private static String checkout(String... constraints) {
        return "    Checkout( " + String.join(", ", constraints) + " )";
    }

    private static String exists(String... constraints) {
        return "\n    exists Item( " + String.join(", ", constraints) + " )";
    }

    private String count() {
        String by = pick(GROUPS);
        // A carrier or an office puts many people behind one address.
        int few = by.equals("ip") ? 25 : 5;
        String count = one(2)
                ? "velocity.count(\"" + by + "\", \"" + pick(HOURS) + "\") >= " + between(few, 4 * few)
                : "velocity.count(\"" + by + "\", \"" + pick(DAYS) + "\") >= " + between(3 * few, 8 * few);
        return by.equals("device") ? count + ", !( lists.contains(\"shared_devices\", device.id) )" : count;
    }

    private String distinct() {
        return "velocity.distinct(" + pick(PAIRS) + ", \"" + window() + "\") >= " + between(4, 16);
    }

    private String spending() {
        return "velocity.sum(\"" + pick(GROUPS.subList(0, 4)) + "\", \"" + window() + "\") >= " + amount(900, 6_000);
    }

    private String country(String of) {
        return of + ".country == \"" + pick(COUNTRIES) + "\"";
    }

    private String countries(String of) {
        return of + ".country in (\"" + pick(COUNTRIES) + "\", \"" + pick(COUNTRIES) + "\", \"" + pick(COUNTRIES)
                + "\")";
    }

    private String bin() {
        return "card.bin == \"" + between(400_000, 559_999) + "\"";
    }

    private String listed() {
        return switch (between(1, 4)) {
            case 1 -> "lists.contains(\"blocked_cards\", card.fingerprint), amount >= " + amount(25, 500);
            case 2 -> "lists.contains(\"blocked_devices\", device.id), amount >= " + amount(25, 500);
            case 3 -> "lists.contains(\"blocked_emails\", customer.email), " + country("billing");
            default -> "lists.contains(\"disposable_domains\", customer.emailDomain), " + country("ip");
        };
    }

    private String mail() {
        return one(3)
                ? "customer.emailDomain matches \"(.*[.-])?(temp|trash|burner)" + between(1, 99) + "?-?mail[.-].*\""
                : "customer.emailDomain in (\"mailinator.com\", \"yopmail.com\", \"inbox" + between(1, 999)
                        + ".example\")";
    }

    private String consequence(int number) {
        String code = "\"rule_" + number + "\"";
        return one(3)
                ? "decision.score(" + between(2, 12) * 5 + ", " + code + ");"
                : "decision." + pick(VERDICTS) + "(" + code + ");";
    }

    private String amount(int from, int to) {
        return between(from / 25, to / 25) * 25 + ".00";
    }

    private String window() {
        return pick(one(2) ? HOURS : DAYS);
    }

    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
