/**
 * How many checkouts a merchant may have decided. Start with {@link io.riskgate.quota.Quotas}. Thread-safe without locks; nothing
 * here blocks.
 */
@NullMarked
package io.riskgate.quota;

import org.jspecify.annotations.NullMarked;
