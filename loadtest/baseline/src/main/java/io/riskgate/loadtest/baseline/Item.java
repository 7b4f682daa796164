package io.riskgate.loadtest.baseline;

import java.math.BigDecimal;
import java.util.Objects;

/** One line of the basket, a fact of its own: one piece for nothing, if the shop did not say. */
public record Item(String sku, String category, Integer quantity, BigDecimal price) {

    public Item {
        quantity = Objects.requireNonNullElse(quantity, 1);
        price = Objects.requireNonNullElse(price, BigDecimal.ZERO);
    }
}
