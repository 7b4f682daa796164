package io.riskgate.journal;

import java.time.Instant;

/**
 * The end of telling a merchant what a review came to.
 *
 * @param id the checkout's
 * @param answeredAt of the {@link OutcomeEntry} that was told
 * @param isDelivered {@code false} if it was given up
 */
public record DeliveryEntry(Instant at, String merchantId, String id, Instant answeredAt, boolean isDelivered)
        implements JournalRecord {}
