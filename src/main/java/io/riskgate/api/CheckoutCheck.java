package io.riskgate.api;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.model.UtcTime;
import io.riskgate.rules.Ruleset;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request field by field and makes the checkout of it. An optional text that is blank is as if left out, so
 * that {@code ""} groups no checkouts with each other. For one request.
 */
final class CheckoutCheck {

    static final int ID_CHARS_MAX = 128;
    static final int TEXT_CHARS_MAX = 256;
    static final BigDecimal AMOUNT_MAX = new BigDecimal("1000000000");
    static final int AMOUNT_DECIMALS_MAX = 4;
    static final int QUANTITY_MAX = 1_000_000;
    static final int ATTRIBUTES_MAX = 50;
    static final int ATTRIBUTE_NAME_CHARS_MAX = 64;

    /** So that arithmetic on an attribute stays cheap. */
    static final BigDecimal ATTRIBUTE_NUMBER_MAX = new BigDecimal("1e18");

    static final int ATTRIBUTE_DECIMALS_MAX = 18;
    static final Duration FUTURE_MAX = Duration.ofMinutes(5);
    static final Duration PAST_MAX = Duration.ofDays(30);

    private static final Instant CREATED_MIN = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant CREATED_MAX = Instant.parse("2200-01-01T00:00:00Z");
    private static final Instant OCCURRED_MIN = Instant.parse("1970-01-01T00:00:00Z");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final FieldErrors errors;
    private final @Nullable Instant now;

    /**
     * @param errors what was found wrong already, and is added to
     * @param now what {@code occurredAt} is held against, and takes the place of one that was left out; {@code null} for a checkout of the
     *     past, which says itself when it was
     */
    CheckoutCheck(FieldErrors errors, @Nullable Instant now) {
        this.errors = errors;
        this.now = now;
    }

    ReadCheckout check(CheckoutRequest request) {
        Checkout checkout = new Checkout(
                required("id", id("id", request.id())),
                merchantId(request.merchantId()),
                occurredAt(request.occurredAt()),
                required("amount", money("amount", request.amount()), BigDecimal.ZERO),
                currency(request.currency()),
                customer(request.customer()),
                card(request.card()),
                device(request.device()),
                ip(request.ip()),
                address("billing", request.billing()),
                address("shipping", request.shipping()),
                items(request.items()),
                attributes(request.attributes()));
        return errors.isEmpty() ? new ReadCheckout.Valid(checkout) : new ReadCheckout.Invalid(errors.problem());
    }

    private String merchantId(@Nullable String value) {
        String id = required("merchantId", id("merchantId", value));
        if (id.equals(Ruleset.PLATFORM)) {
            errors.add("merchantId", "must not be \"platform\", which is reserved");
        }
        return id;
    }

    private String currency(@Nullable String value) {
        String code = required("currency", text("currency", value, TEXT_CHARS_MAX));
        if (!CURRENCIES.contains(code)) {
            errors.add("currency", "must be an ISO 4217 code, such as USD");
        }
        return code;
    }

    private Instant occurredAt(@Nullable String value) {
        Instant at = instant("occurredAt", value);
        if (now == null) {
            return past(at);
        }
        if (at == null) {
            return now;
        }
        if (at.isAfter(now.plus(FUTURE_MAX))) {
            errors.add("occurredAt", "must not be more than 5 minutes in the future");
        } else if (at.isBefore(now.minus(PAST_MAX))) {
            errors.add("occurredAt", "must not be more than 30 days ago");
        }
        return at;
    }

    private Instant past(@Nullable Instant value) {
        Instant at = required("occurredAt", value, OCCURRED_MIN);
        if (at.isBefore(OCCURRED_MIN) || at.isAfter(CREATED_MAX)) {
            errors.add("occurredAt", "must be between the years 1970 and 2200");
        }
        return at;
    }

    private Customer customer(CheckoutRequest.@Nullable CustomerPart part) {
        if (part == null) {
            return Customer.NONE;
        }
        Instant createdAt = instant("customer.createdAt", part.createdAt());
        if (createdAt != null && (createdAt.isBefore(CREATED_MIN) || createdAt.isAfter(CREATED_MAX))) {
            errors.add("customer.createdAt", "must be between the years 1900 and 2200");
        }
        return new Customer(
                id("customer.id", part.id()),
                text("customer.email", part.email(), TEXT_CHARS_MAX),
                text("customer.phone", part.phone(), TEXT_CHARS_MAX),
                createdAt);
    }

    private Card card(CheckoutRequest.@Nullable CardPart part) {
        return part == null
                ? Card.NONE
                : new Card(
                        id("card.fingerprint", part.fingerprint()),
                        text("card.bin", part.bin(), TEXT_CHARS_MAX),
                        text("card.brand", part.brand(), TEXT_CHARS_MAX),
                        text("card.funding", part.funding(), TEXT_CHARS_MAX),
                        country("card.country", part.country()));
    }

    private Device device(CheckoutRequest.@Nullable DevicePart part) {
        return part == null ? Device.NONE : new Device(id("device.id", part.id()));
    }

    private Ip ip(CheckoutRequest.@Nullable IpPart part) {
        return part == null
                ? Ip.NONE
                : new Ip(text("ip.address", part.address(), TEXT_CHARS_MAX), country("ip.country", part.country()));
    }

    private Address address(String field, CheckoutRequest.@Nullable AddressPart part) {
        return part == null
                ? Address.NONE
                : new Address(
                        text(field + ".line1", part.line1(), TEXT_CHARS_MAX),
                        text(field + ".city", part.city(), TEXT_CHARS_MAX),
                        text(field + ".postalCode", part.postalCode(), TEXT_CHARS_MAX),
                        country(field + ".country", part.country()));
    }

    private List<Item> items(@Nullable List<CheckoutRequest.@Nullable ItemPart> parts) {
        if (parts == null) {
            return List.of();
        }
        if (parts.size() > Checkout.ITEMS_MAX) {
            errors.add("items", "must not have more than " + Checkout.ITEMS_MAX + " entries");
            return List.of();
        }
        List<Item> items = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            CheckoutRequest.ItemPart part = parts.get(i);
            String field = "items[" + i + "]";
            if (part == null) {
                errors.add(field, "must be an object");
                continue;
            }
            BigDecimal price = money(field + ".price", part.price());
            items.add(new Item(
                    id(field + ".sku", part.sku()),
                    text(field + ".category", part.category(), TEXT_CHARS_MAX),
                    quantity(field + ".quantity", part.quantity()),
                    price == null ? BigDecimal.ZERO : price));
        }
        return items;
    }

    private int quantity(String field, @Nullable BigDecimal value) {
        if (value == null) {
            return 1;
        }
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        if (!whole || value.signum() <= 0 || value.compareTo(BigDecimal.valueOf(QUANTITY_MAX)) > 0) {
            errors.add(field, "must be a whole number from 1 to 1000000");
            return 1;
        }
        return value.intValueExact();
    }

    private Map<String, Object> attributes(@Nullable Map<String, Object> values) {
        if (values == null) {
            return Map.of();
        }
        if (values.size() > ATTRIBUTES_MAX) {
            errors.add("attributes", "must not have more than 50 entries");
            return Map.of();
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!isAttributeName(name)) {
                // Not repeated, since it may be long or not even be text.
                errors.add("attributes", "must have names of letters, digits and _, at most 64, no digit first");
                return;
            }
            Object checked = attribute("attributes." + name, value);
            if (checked != null) {
                attributes.put(name, checked);
            }
        });
        return attributes;
    }

    private @Nullable Object attribute(String field, Object value) {
        if (value instanceof String text) {
            return text(field, text, TEXT_CHARS_MAX);
        }
        if (value instanceof BigDecimal number) {
            if (number.abs().compareTo(ATTRIBUTE_NUMBER_MAX) > 0 || number.scale() > ATTRIBUTE_DECIMALS_MAX) {
                errors.add(field, "must be a number between -1e18 and 1e18 with at most 18 decimals");
                return null;
            }
            return plain(number);
        }
        if (value instanceof Boolean) {
            return value;
        }
        errors.add(field, "must be a text, a number or a boolean");
        return null;
    }

    private static boolean isAttributeName(String name) {
        if (name.isEmpty() || name.length() > ATTRIBUTE_NAME_CHARS_MAX) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !(digit && i > 0)) {
                return false;
            }
        }
        return true;
    }

    private @Nullable BigDecimal money(String field, @Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        if (value.signum() < 0 || value.compareTo(AMOUNT_MAX) > 0) {
            errors.add(field, "must be from 0 to 1000000000");
            return null;
        }
        if (value.scale() > AMOUNT_DECIMALS_MAX) {
            BigDecimal stripped = value.stripTrailingZeros();
            if (stripped.scale() > AMOUNT_DECIMALS_MAX) {
                errors.add(field, "must have at most 4 decimals");
                return null;
            }
            return plain(stripped);
        }
        return plain(value);
    }

    /** The same value without an exponent. Only for a value whose size was checked. */
    private static BigDecimal plain(BigDecimal value) {
        if (value.signum() == 0 && value.scale() < 0) {
            return BigDecimal.ZERO;
        }
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private @Nullable Instant instant(String field, @Nullable String value) {
        String text = text(field, value, TEXT_CHARS_MAX);
        if (text == null) {
            return null;
        }
        try {
            return UtcTime.parse(text);
        } catch (DateTimeParseException e) {
            errors.add(field, "must be a time such as 2026-11-23T08:00:00Z");
            return null;
        }
    }

    private @Nullable String country(String field, @Nullable String value) {
        String code = text(field, value, TEXT_CHARS_MAX);
        if (code != null && !(code.length() == 2 && isUpperCase(code.charAt(0)) && isUpperCase(code.charAt(1)))) {
            errors.add(field, "must be two upper-case letters, such as US");
        }
        return code;
    }

    private static boolean isUpperCase(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private @Nullable String id(String field, @Nullable String value) {
        return text(field, value, ID_CHARS_MAX);
    }

    private @Nullable String text(String field, @Nullable String value, int charsMax) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > charsMax) {
            errors.add(field, "must not be longer than " + charsMax + " characters");
            return null;
        }
        if (hasForbidden(value)) {
            errors.add(field, "must not have control characters or half of a surrogate pair");
            return null;
        }
        return value;
    }

    /** A plain loop: a stream for each text would be a quarter of what a request allocates. */
    private static boolean hasForbidden(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return hasForbiddenFrom(value, i);
            }
        }
        return false;
    }

    private static boolean hasForbiddenFrom(String value, int start) {
        int codePoint;
        for (int i = start; i < value.length(); i += Character.charCount(codePoint)) {
            codePoint = value.codePointAt(i);
            if (isForbidden(codePoint)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    private String required(String field, @Nullable String value) {
        return required(field, value, "");
    }

    /** @param stand what takes the place of a value that is missing; never leaves this class */
    private <T> T required(String field, @Nullable T value, T stand) {
        if (value == null) {
            errors.add(field, "is required");
            return stand;
        }
        return value;
    }
}
