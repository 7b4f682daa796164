package io.riskgate.review;

import io.riskgate.journal.OutcomeEntry;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.OutcomeKind;
import io.riskgate.outcome.Outcomes;
import io.riskgate.outcome.Told;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers reviews. An answer is an outcome, too: who declines has found fraud, who approves has found none. One line of the journal says both, so
 * neither is ever without the other. Thread-safe; never blocks.
 */
@Singleton
public final class Reviews {

    public static final int BY_CHARS_MAX = 100;

    private final ReviewQueue queue;
    private final Outcomes outcomes;
    private final Merchants merchants;
    private final Clock clock;

    Reviews(ReviewQueue queue, Outcomes outcomes, Merchants merchants, Clock clock) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.merchants = merchants;
        this.clock = clock;
    }

    /**
     * Answers a review that waits. One at a time, so that of several at once one stands and the others are told so.
     *
     * @param by who answers, at most {@link #BY_CHARS_MAX}
     * @param reason at most {@link Told#NOTE_CHARS_MAX}, {@code null} for none
     */
    public synchronized Answering answer(
            String merchantId, String id, boolean isApproved, String by, @Nullable String reason) {
        Review review = queue.find(merchantId, id).orElse(null);
        if (review == null) {
            return new Answering.Unknown();
        }
        if (review.answer() != null) {
            return new Answering.AlreadyAnswered(review, review.answer());
        }
        Told told = new Told(
                isApproved ? OutcomeKind.LEGITIMATE : OutcomeKind.FRAUD,
                clock.instant(),
                reason,
                by,
                merchants.settings(merchantId).webhook() != null);
        Optional<OutcomeEntry> recorded = outcomes.record(told, review.key().decidedAt(), review.decision());
        if (recorded.isEmpty()) {
            return new Answering.Unavailable();
        }
        // The journal's writer will tell, too; who asks before it has must not answer again.
        queue.answer(recorded.get());
        return new Answering.Answered(review.with(
                new Review.Answer(isApproved, by, reason, recorded.get().at())));
    }
}
