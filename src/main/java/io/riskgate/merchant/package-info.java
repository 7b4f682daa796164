/**
 * Merchants: what Riskgate knows of each. Start with {@link io.riskgate.merchant.Merchants}. Immutable values;
 * look-ups never block.
 */
@NullMarked
package io.riskgate.merchant;

import org.jspecify.annotations.NullMarked;
