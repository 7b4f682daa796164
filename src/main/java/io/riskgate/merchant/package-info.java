/**
 * Merchants: what Riskgate knows of each. Start with {@link io.riskgate.merchant.MerchantSettings}. Immutable values;
 * look-ups never block.
 */
@NullMarked
package io.riskgate.merchant;

import org.jspecify.annotations.NullMarked;
