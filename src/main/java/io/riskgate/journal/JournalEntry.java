package io.riskgate.journal;

import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import java.time.Instant;

/**
 * One decided checkout.
 *
 * @param decidedAt by this node's clock
 * @param counted whether the windows have the checkout; {@code false} when it was answered without its shard, because
 *     the shard's queue was full
 * @param ruleEvaluations how many rules the rulesets have that the decision names; 0 of one from before these were counted
 * @param redisRoundTrips what Redis was asked for the decision and answered in time
 */
public record JournalEntry(
        Instant decidedAt,
        Checkout checkout,
        Decision decision,
        boolean counted,
        int ruleEvaluations,
        int redisRoundTrips)
        implements JournalRecord {

    @Override
    public Instant at() {
        return decidedAt;
    }
}
