/**
 * Merchants: what Riskgate keeps of each, its settings and its keys. Start with {@link io.riskgate.merchant.MerchantRegistry}, which
 * changes them, and {@link io.riskgate.merchant.Merchants}, which each decision asks. Values are immutable; look-ups never block.
 */
@NullMarked
package io.riskgate.merchant;

import org.jspecify.annotations.NullMarked;
