package io.riskgate.journal;

import java.time.Instant;

/**
 * The end of what a decision had reserved. What expires has none: when it does is in the decision's own entry.
 *
 * @param id the checkout's
 * @param confirmed {@code false} if it was released
 */
public record SettlementEntry(Instant at, String merchantId, String id, boolean confirmed) implements JournalRecord {}
