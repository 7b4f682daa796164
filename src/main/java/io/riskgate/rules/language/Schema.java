package io.riskgate.rules.language;

import static io.riskgate.rules.language.ValueType.DECIMAL;
import static io.riskgate.rules.language.ValueType.INSTANT;
import static io.riskgate.rules.language.ValueType.LONG;
import static io.riskgate.rules.language.ValueType.TEXT;
import static io.riskgate.rules.language.ValueType.TEXTS;
import static io.riskgate.rules.language.ValueType.WHOLE;

import io.riskgate.model.Checkout;
import io.riskgate.model.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every property that a rule can read, in the order of the documentation. */
public final class Schema {

    /** The properties of {@code Checkout}, by path. */
    public static final Map<String, Property<Checkout>> CHECKOUT = byPath(Stream.of(
            property("id", TEXT, "the shop's id of the checkout", Checkout::id),
            property("merchantId", TEXT, "the merchant", Checkout::merchantId),
            property("occurredAt", INSTANT, "when the customer pressed \"pay\"", Checkout::occurredAt),
            property("amount", DECIMAL, "what is to be paid, in units of the currency", Checkout::amount),
            property("currency", TEXT, "ISO 4217 code, such as USD", Checkout::currency),
            primitive("itemCount", WHOLE, "lines in the basket", Checkout::getItemCount),
            derived("categories", TEXTS, "the different categories in the basket", Checkout::getCategories),
            derived("skus", TEXTS, "the different article numbers in the basket", Checkout::getSkus),
            derivedPrimitive("hourOfDay", WHOLE, "hour of occurredAt in UTC, 0 to 23", Checkout::getHourOfDay),
            derivedPrimitive("dayOfWeek", WHOLE, "day of occurredAt in UTC, 1 (Monday) to 7", Checkout::getDayOfWeek),
            derived(
                    "accountAgeDays",
                    LONG,
                    "whole days since the customer's account was opened",
                    Checkout::getAccountAgeDays),
            derived(
                    "accountAgeMinutes",
                    LONG,
                    "whole minutes since the customer's account was opened",
                    Checkout::getAccountAgeMinutes),
            property("customer.id", TEXT, "the shop's id of the customer", c -> c.customer()
                    .id()),
            property("customer.email", TEXT, "e-mail address, as given", c -> c.customer()
                    .email()),
            derived("customer.emailName", TEXT, "the part before the @, as given", c -> c.customer()
                    .getEmailName()),
            derived("customer.emailDomain", TEXT, "the part after the @, in lower case", c -> c.customer()
                    .getEmailDomain()),
            property("customer.phone", TEXT, "telephone number", c -> c.customer()
                    .phone()),
            property("customer.createdAt", INSTANT, "when the account was opened", c -> c.customer()
                    .createdAt()),
            property("card.fingerprint", TEXT, "stable token for the card's number", c -> c.card()
                    .fingerprint()),
            property(
                    "card.bin", TEXT, "first six or eight digits", c -> c.card().bin()),
            property("card.brand", TEXT, "such as visa", c -> c.card().brand()),
            property("card.funding", TEXT, "credit, debit or prepaid", c -> c.card()
                    .funding()),
            property("card.country", TEXT, "country of issue, such as US", c -> c.card()
                    .country()),
            property("device.id", TEXT, "the shop's device fingerprint", c -> c.device()
                    .id()),
            property("ip.address", TEXT, "IPv4 or IPv6 address", c -> c.ip().address()),
            property("ip.country", TEXT, "country of the address", c -> c.ip().country()),
            property("billing.line1", TEXT, "billing: street and number", c -> c.billing()
                    .line1()),
            property("billing.city", TEXT, "billing: city", c -> c.billing().city()),
            property("billing.postalCode", TEXT, "billing: postal code", c -> c.billing()
                    .postalCode()),
            property("billing.country", TEXT, "billing: country", c -> c.billing()
                    .country()),
            property("shipping.line1", TEXT, "shipping: street and number", c -> c.shipping()
                    .line1()),
            property("shipping.city", TEXT, "shipping: city", c -> c.shipping().city()),
            property("shipping.postalCode", TEXT, "shipping: postal code", c -> c.shipping()
                    .postalCode()),
            property("shipping.country", TEXT, "shipping: country", c -> c.shipping()
                    .country())));

    /** The properties of {@code Item}, by path. */
    public static final Map<String, Property<Item>> ITEM = byPath(Stream.of(
            property("sku", TEXT, "the shop's article number", Item::sku),
            property("category", TEXT, "the shop's category", Item::category),
            primitive("quantity", WHOLE, "pieces", Item::quantity),
            property("price", DECIMAL, "price of one piece", Item::price)));

    /** The properties of {@code Checkout} that are worked out when they are read. */
    public static final List<Property<Checkout>> DERIVED =
            CHECKOUT.values().stream().filter(Property::derived).toList();

    /** The parts of {@code Checkout} that have properties of their own and are not values, such as {@code card}. */
    public static final Set<String> PARTS = CHECKOUT.keySet().stream()
            .filter(path -> path.contains("."))
            .map(path -> path.substring(0, path.indexOf('.')))
            .collect(Collectors.toUnmodifiableSet());

    /** What a file may import, so that it also opens in stock tools; implicit in Riskgate. */
    public static final List<String> IMPORTS = List.of(Checkout.class.getName(), Item.class.getName());

    /** What a file may import for its constants, as stock tools need it. */
    public static final List<String> CONSTANT_TYPES =
            List.of("java.math.BigDecimal", "java.time.Instant", "java.util.List");

    /** What a file may declare as globals, by name; implicit in Riskgate. */
    public static final Map<String, String> GLOBALS = Map.of(
            "velocity", VelocityFunctions.class.getName(),
            "lists", ListFunctions.class.getName(),
            "limits", LimitFunctions.class.getName(),
            "decision", DecisionFunctions.class.getName());

    private Schema() {}

    private static <F> Property<F> property(
            String path, ValueType type, String meaning, Function<F, @Nullable Object> accessor) {
        return new Property<>(path, type, false, false, meaning, accessor);
    }

    private static <F> Property<F> derived(
            String path, ValueType type, String meaning, Function<F, @Nullable Object> accessor) {
        return new Property<>(path, type, false, true, meaning, accessor);
    }

    private static <F> Property<F> derivedPrimitive(
            String path, ValueType type, String meaning, Function<F, @Nullable Object> accessor) {
        return new Property<>(path, type, true, true, meaning, accessor);
    }

    private static <F> Property<F> primitive(
            String path, ValueType type, String meaning, Function<F, @Nullable Object> accessor) {
        return new Property<>(path, type, true, false, meaning, accessor);
    }

    private static <F> Map<String, Property<F>> byPath(Stream<Property<F>> properties) {
        return properties.collect(Collectors.toMap(
                Property::path,
                p -> p,
                (a, b) -> {
                    throw new IllegalStateException("two properties named " + a.path());
                },
                LinkedHashMap::new));
    }
}
