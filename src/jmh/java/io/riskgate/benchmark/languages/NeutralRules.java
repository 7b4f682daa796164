package io.riskgate.benchmark.languages;

import io.riskgate.benchmark.languages.Condition.Absent;
import io.riskgate.benchmark.languages.Condition.AnyOf;
import io.riskgate.benchmark.languages.Condition.AtLeast;
import io.riskgate.benchmark.languages.Condition.Below;
import io.riskgate.benchmark.languages.Condition.Differing;
import io.riskgate.benchmark.languages.Condition.OneOf;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rulesets of any size out of the conditions that all languages of the comparison have: no lists, no items, no regular
 * expressions. Three or four conditions a rule, with round thresholds. A smaller set is the beginning of a larger one.
 */
final class NeutralRules {

    private static final List<String> COUNTRIES =
            List.of("US", "CA", "GB", "FR", "DE", "MX", "BR", "IT", "ES", "NL", "NG", "RO", "ID", "VN", "UA", "TR");
    private static final List<String> DOMAINS =
            List.of("mailinator.com", "temp-mail.org", "nowandgone.example", "quickdrop.example", "popinbox.example");
    private static final List<String> BINS =
            List.of("400071", "419063", "449205", "464659", "479158", "487937", "510012", "535501", "555639", "591208");
    private static final List<String> GROUPS = List.of("card", "device", "email", "customer");
    private static final List<String> WINDOWS = List.of("10m", "30m", "1h", "3h", "6h", "12h", "24h", "3d", "7d");

    /** How many kinds there are in {@link #conditions}. */
    private static final int KINDS = 10;

    private final SplittableRandom random = new SplittableRandom(42);

    private NeutralRules() {}

    static List<NeutralRule> of(int rules) {
        NeutralRules generator = new NeutralRules();
        return IntStream.range(0, rules)
                .mapToObj(number -> new NeutralRule("rule_" + number, generator.conditions(number % KINDS)))
                .toList();
    }

    private List<Condition> conditions(int kind) {
        return switch (kind) {
            case 0 -> List.of(count(pick(GROUPS), 4, 16), amount(25, 200), youngOrUnknown(60));
            case 1 -> List.of(young(30), amount(300, 1_500), countries(Property.CARD_COUNTRY, 3));
            case 2 ->
                List.of(
                        distinct("card", "device", 3, 10),
                        below(Property.AMOUNT, 10, 90),
                        countries(Property.IP_COUNTRY, 3));
            case 3 -> List.of(countries(Property.CARD_COUNTRY, 1), countries(Property.IP_COUNTRY, 1), amount(150, 900));
            case 4 -> List.of(sum(pick(GROUPS), 900, 6_000), amount(100, 500), young(90));
            case 5 ->
                List.of(new Differing(Property.CARD_COUNTRY, Property.BILLING_COUNTRY), amount(50, 400), young(30));
            case 6 -> List.of(bin(), count("bin", 10, 60), below(Property.AMOUNT, 3, 9));
            case 7 -> List.of(domains(), amount(25, 100), count("email", 1, 3));
            case 8 ->
                List.of(
                        below(Property.AMOUNT, 3, 9),
                        youngOrUnknown(7),
                        distinct("card", "bin", 30, 90),
                        countries(Property.BILLING_COUNTRY, 3));
            default ->
                List.of(
                        new Differing(Property.BILLING_COUNTRY, Property.SHIPPING_COUNTRY),
                        amount(150, 600),
                        new AnyOf(List.of(count("customer", 3, 9), young(10))));
        };
    }

    private Condition amount(int from, int to) {
        return new AtLeast(Property.AMOUNT, money(from, to));
    }

    private Condition below(Property property, int from, int to) {
        return new Below(property, new BigDecimal(between(from, to)));
    }

    private Condition young(int daysMax) {
        return below(Property.ACCOUNT_AGE_DAYS, 2, daysMax);
    }

    private Condition youngOrUnknown(int daysMax) {
        return new AnyOf(List.of(new Absent(Property.ACCOUNT_AGE_DAYS), young(daysMax)));
    }

    private Condition countries(Property property, int values) {
        List<String> countries = new ArrayList<>();
        while (countries.size() < values) {
            String country = pick(COUNTRIES);
            if (!countries.contains(country)) {
                countries.add(country);
            }
        }
        return new OneOf(property, List.copyOf(countries));
    }

    private Condition domains() {
        return new OneOf(
                Property.EMAIL_DOMAIN,
                List.of(pick(DOMAINS), "inbox" + between(1, 999) + ".example", "burner.example"));
    }

    private Condition bin() {
        return new OneOf(Property.CARD_BIN, List.of(pick(BINS)));
    }

    private Condition count(String by, int from, int to) {
        return new AtLeast(new Velocity(Feature.count(dimension(by), window())), new BigDecimal(between(from, to)));
    }

    private Condition distinct(String what, String by, int from, int to) {
        return new AtLeast(
                new Velocity(Feature.distinct(dimension(what), dimension(by), window())),
                new BigDecimal(between(from, to)));
    }

    private Condition sum(String by, int from, int to) {
        return new AtLeast(new Velocity(Feature.sum(dimension(by), window())), money(from, to));
    }

    private BigDecimal money(int from, int to) {
        return new BigDecimal(between(from / 25, to / 25) * 25 + ".00");
    }

    private Window window() {
        return Window.ofLabel(pick(WINDOWS)).orElseThrow();
    }

    private static Dimension dimension(String name) {
        return Dimension.of(name).orElseThrow();
    }

    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
