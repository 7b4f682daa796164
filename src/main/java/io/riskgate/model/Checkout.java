package io.riskgate.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One payment that a shop wants to take: the fact that every rule starts from.
 *
 * <p>A part that the shop left out is an empty record, never {@code null}: {@code card.country} of a checkout without a
 * card is {@code null}, as it is in stock Drools for a card without a country, and no rule can fail on it.
 *
 * @param id the shop's id of this checkout; together with {@code merchantId} the key of idempotency
 * @param merchantId the merchant, whose rules and windows apply
 * @param occurredAt when the customer pressed "pay"; windows and ages are relative to it
 * @param amount in units of {@code currency}, never negative
 * @param currency ISO 4217 code, upper case
 * @param attributes the merchant's own properties; each value is a String, a BigDecimal or a Boolean
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
        Map<String, Object> attributes) {

    /** How many lines a basket has at most; the API refuses more. */
    public static final int ITEMS_MAX = 200;

    /** A part, the items or the attributes given as {@code null}, as a JSON reader does, become their empty value. */
    public Checkout {
        customer = customer == null ? Customer.NONE : customer;
        card = card == null ? Card.NONE : card;
        device = device == null ? Device.NONE : device;
        ip = ip == null ? Ip.NONE : ip;
        billing = billing == null ? Address.NONE : billing;
        shipping = shipping == null ? Address.NONE : shipping;
        items = items == null ? List.of() : List.copyOf(items);
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    }

    /** Whole days since the customer's account was opened, or {@code null} if the shop did not say when that was. */
    @JsonIgnore
    public @Nullable Long getAccountAgeDays() {
        Instant createdAt = customer.createdAt();
        return createdAt == null
                ? null
                : Duration.between(createdAt, occurredAt).toDays();
    }

    /** Whole minutes since the customer's account was opened, or {@code null} if the shop did not say when that was. */
    @JsonIgnore
    public @Nullable Long getAccountAgeMinutes() {
        Instant createdAt = customer.createdAt();
        return createdAt == null
                ? null
                : Duration.between(createdAt, occurredAt).toMinutes();
    }

    /** The number of lines in the basket. */
    @JsonIgnore
    public int getItemCount() {
        return items.size();
    }

    /** The different categories of the items, in the order of the basket. */
    @JsonIgnore
    public List<String> getCategories() {
        return items.stream()
                .map(Item::category)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** The different article numbers of the items, in the order of the basket. */
    @JsonIgnore
    public List<String> getSkus() {
        return items.stream().map(Item::sku).filter(Objects::nonNull).distinct().toList();
    }

    /** The hour in which the customer pressed "pay", in UTC, 0 to 23. */
    @JsonIgnore
    public int getHourOfDay() {
        return occurredAt.atOffset(ZoneOffset.UTC).getHour();
    }

    /** The day on which the customer pressed "pay", in UTC, 1 (Monday) to 7. */
    @JsonIgnore
    public int getDayOfWeek() {
        return occurredAt.atOffset(ZoneOffset.UTC).getDayOfWeek().getValue();
    }
}
