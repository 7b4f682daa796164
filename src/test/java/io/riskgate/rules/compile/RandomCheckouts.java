package io.riskgate.rules.compile;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.velocity.Feature;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random checkouts out of the same few values that {@link RandomRules} compares with, absent ones included. */
final class RandomCheckouts {

    static final List<String> COUNTRIES = List.of("US", "DE", "us", "", "Ünïted", "ZZ");
    static final List<String> TEXTS = List.of("411111", "visa", "gift_card", "a@example.com", "example.com", "", "x");
    static final List<String> AMOUNTS =
            List.of("0", "4.99", "5", "5.0", "5.00", "5.01", "10", "99.95", "100", "1000.5");
    static final List<Integer> WHOLES = List.of(0, 1, 2, 3, 5, 7, 30, 100);

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final RandomGenerator random;

    RandomCheckouts(RandomGenerator random) {
        this.random = random;
    }

    Checkout next() {
        return new Checkout(
                "id-" + random.nextInt(1_000),
                "acme",
                pick(List.of(
                        NOW, NOW.plus(Duration.ofHours(12)), NOW.plusMillis(1), NOW.minus(Duration.ofDays(4_000)))),
                amount(),
                pick(List.of("USD", "EUR", "JPY")),
                maybe(() -> new Customer(
                        text(),
                        maybe(() -> pick(List.of("a@example.com", "b@Mail.test", "nonsense"))),
                        text(),
                        created())),
                maybe(() -> new Card(text(), text(), text(), text(), country())),
                maybe(() -> new Device(text())),
                maybe(() -> new Ip(text(), country())),
                maybe(this::address),
                maybe(this::address),
                IntStream.range(0, random.nextInt(4)).mapToObj(i -> item()).toList(),
                attributes());
    }

    /** Random values of features, the same one each time that it is asked for. */
    Function<Feature, Number> velocity() {
        Map<Feature, Number> values = new HashMap<>();
        return feature -> values.computeIfAbsent(
                feature, f -> f.kind() == Feature.Kind.SUM ? amount() : Long.valueOf(pick(WHOLES)));
    }

    /** Random amounts that limits have available, {@code null} included, the same one each time that it is asked for. */
    Function<String, BigDecimal> available() {
        Map<String, Optional<BigDecimal>> values = new HashMap<>();
        return limit -> values.computeIfAbsent(limit, l -> Optional.ofNullable(maybe(this::amount)))
                .orElse(null);
    }

    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("tier", text());
        attributes.put("limit", maybe(this::amount));
        attributes.put("vip", maybe(random::nextBoolean));
        attributes.values().removeIf(Objects::isNull);
        return attributes;
    }

    private Address address() {
        return new Address(text(), text(), text(), country());
    }

    private Item item() {
        return new Item(text(), maybe(() -> pick(List.of("gift_card", "books"))), 1 + random.nextInt(4), amount());
    }

    private Instant created() {
        return maybe(() -> NOW.minus(Duration.ofMinutes(pick(List.of(0, 30, 1_440, 4_320, 10_080, 43_200, 144_000)))));
    }

    private BigDecimal amount() {
        return new BigDecimal(pick(AMOUNTS));
    }

    private String text() {
        return maybe(() -> pick(TEXTS));
    }

    private String country() {
        return maybe(() -> pick(COUNTRIES));
    }

    private <T> T maybe(java.util.function.Supplier<T> value) {
        return random.nextInt(5) == 0 ? null : value.get();
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
