package io.riskgate.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of the basket; a fact of its own.
 *
 * @param quantity pieces, at least 1; 1 if the shop did not say
 * @param price of one piece in the checkout's currency; 0 if the shop did not say
 */
public record Item(@Nullable String sku, @Nullable String category, int quantity, BigDecimal price) {}
