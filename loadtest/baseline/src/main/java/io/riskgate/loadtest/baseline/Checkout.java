package io.riskgate.loadtest.baseline;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The request, and the fact that rules look at. A part that the shop left out is an empty record, so that {@code
 * card.country} is {@code null} and no rule fails on it.
 *
 * @param occurredAt now, if the shop did not say
 */
public record Checkout(
        String id,
        String merchantId,
        Instant occurredAt,
        BigDecimal amount,
        String currency,
        Customer customer,
        Card card,
        Device device,
        Ip ip,
        Address billing,
        Address shipping,
        List<Item> items,

        @JsonDeserialize(contentUsing = AttributeReader.class)
        Map<String, Object> attributes) {

    private static final Customer NO_CUSTOMER = new Customer(null, null, null, null);
    private static final Card NO_CARD = new Card(null, null, null, null, null);
    private static final Device NO_DEVICE = new Device(null);
    private static final Ip NO_IP = new Ip(null, null);
    private static final Address NO_ADDRESS = new Address(null, null, null, null);

    public Checkout {
        occurredAt = Objects.requireNonNullElseGet(occurredAt, Instant::now);
        customer = Objects.requireNonNullElse(customer, NO_CUSTOMER);
        card = Objects.requireNonNullElse(card, NO_CARD);
        device = Objects.requireNonNullElse(device, NO_DEVICE);
        ip = Objects.requireNonNullElse(ip, NO_IP);
        billing = Objects.requireNonNullElse(billing, NO_ADDRESS);
        shipping = Objects.requireNonNullElse(shipping, NO_ADDRESS);
        items = Objects.requireNonNullElse(items, List.of());
        attributes = Objects.requireNonNullElse(attributes, Map.of());
    }

    /** Whole days since the account was opened, or {@code null} if that is not known. */
    public Long getAccountAgeDays() {
        return customer.createdAt == null
                ? null
                : Duration.between(customer.createdAt, occurredAt).toDays();
    }

    /** Whole minutes since the account was opened, or {@code null} if that is not known. */
    public Long getAccountAgeMinutes() {
        return customer.createdAt == null
                ? null
                : Duration.between(customer.createdAt, occurredAt).toMinutes();
    }

    /** The different categories in the basket. */
    public List<String> getCategories() {
        return items.stream()
                .map(Item::category)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** In UTC, 0 to 23. */
    public int getHourOfDay() {
        return occurredAt.atOffset(ZoneOffset.UTC).getHour();
    }

    /** Who pays. */
    public record Customer(String id, String email, String phone, Instant createdAt) {

        /** What is behind the last {@code @}, in lower case. */
        public String getEmailDomain() {
            int at = email == null ? -1 : email.lastIndexOf('@');
            return at < 0 ? null : email.substring(at + 1).toLowerCase(Locale.ROOT);
        }

        /** What is before the last {@code @}. */
        public String getEmailName() {
            int at = email == null ? -1 : email.lastIndexOf('@');
            return at < 0 ? null : email.substring(0, at);
        }
    }

    public record Card(String fingerprint, String bin, String brand, String funding, String country) {}

    public record Device(String id) {}

    public record Ip(String address, String country) {}

    public record Address(String line1, String city, String postalCode, String country) {}
}
