package io.riskgate.journal;

import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Evidence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decided checkout.
 *
 * @param decidedAt by this node's clock
 * @param counted whether the windows have the checkout; {@code false} when it was answered without its shard, because
 *     the shard's queue was full
 * @param ruleEvaluations how many rules the rulesets have that the decision names; 0 of one from before these were counted
 * @param redisRoundTrips what Redis was asked for the decision and answered in time
 * @param evidence what it rests on; {@code null} of one from before that was kept
 */
public record JournalEntry(
        Instant decidedAt,
        Checkout checkout,
        Decision decision,
        boolean counted,
        int ruleEvaluations,
        int redisRoundTrips,
        @Nullable Evidence evidence)
        implements JournalRecord {

    /** An entry without evidence. */
    public JournalEntry(
            Instant decidedAt,
            Checkout checkout,
            Decision decision,
            boolean counted,
            int ruleEvaluations,
            int redisRoundTrips) {
        this(decidedAt, checkout, decision, counted, ruleEvaluations, redisRoundTrips, null);
    }

    @Override
    public Instant at() {
        return decidedAt;
    }
}
