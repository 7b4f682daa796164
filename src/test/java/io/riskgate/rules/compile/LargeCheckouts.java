package io.riskgate.rules.compile;

import io.riskgate.fixture.Checkouts;
import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Checkouts at the edges of what a shop may send. */
final class LargeCheckouts {

    private static final int ITEMS = 200;
    private static final int TEXT_LENGTH = 256;
    private static final String TEXT = "a".repeat(TEXT_LENGTH);
    private static final String OTHER_TEXT = "é".repeat(TEXT_LENGTH);

    /** Two with as much as there can be, that differ, and one with almost nothing. */
    static final List<Checkout> ALL =
            List.of(full(TEXT, OTHER_TEXT), full(OTHER_TEXT, TEXT), Checkouts.checkout("m", "c"));

    private LargeCheckouts() {}

    private static Checkout full(String text, String other) {
        Address address = new Address(text, other, text, "US");
        List<Item> items = IntStream.range(0, ITEMS)
                .mapToObj(i -> new Item(i % 2 == 0 ? text : other, text, i + 1, BigDecimal.valueOf(i)))
                .toList();
        return new Checkout(
                "c",
                "m",
                Checkouts.NOON,
                new BigDecimal("999999999.9999"),
                text,
                new Customer(text, text + "@example.com", text, Checkouts.NOON),
                new Card(text, text, text, text, "US"),
                new Device(text),
                new Ip(text, "US"),
                address,
                address,
                items,
                Map.of("tier", text));
    }
}
