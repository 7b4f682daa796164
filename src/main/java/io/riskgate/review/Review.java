package io.riskgate.review;

import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.model.Decision;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision that waits for a person, or that one has answered. Immutable.
 *
 * @param answer {@code null} while it waits
 */
public record Review(
        ReviewKey key,
        BigDecimal amount,
        String currency,
        Decision decision,
        @Nullable Answer answer) {

    /**
     * What a person said.
     *
     * @param isApproved {@code false} if it was declined
     * @param by who said so
     * @param reason their own words, {@code null} for none
     */
    public record Answer(
            boolean isApproved, String by, @Nullable String reason, Instant at) {

        /** {@code null} if the outcome is of no review. */
        static @Nullable Answer of(OutcomeEntry outcome) {
            return outcome.reviewer() == null
                    ? null
                    : new Answer(!outcome.kind().isFraud(), outcome.reviewer(), outcome.note(), outcome.at());
        }
    }

    static Review of(JournalEntry entry) {
        return new Review(
                new ReviewKey(
                        entry.decidedAt(),
                        entry.decision().merchantId(),
                        entry.decision().id()),
                entry.checkout().amount(),
                entry.checkout().currency(),
                entry.decision(),
                null);
    }

    Review with(Answer given) {
        return new Review(key, amount, currency, decision, given);
    }

    public boolean isWaiting() {
        return answer == null;
    }
}
