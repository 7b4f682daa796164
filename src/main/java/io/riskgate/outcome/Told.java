package io.riskgate.outcome;

import io.riskgate.model.OutcomeKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody tells of a checkout.
 *
 * @param occurredAt when that happened to it
 * @param note their own words, at most {@link #NOTE_CHARS_MAX}; {@code null} for none
 * @param reviewer who answered the review that it comes from, {@code null} if it comes from none
 * @param isForWebhook whether the merchant is to be told of it
 */
public record Told(
        OutcomeKind kind,
        Instant occurredAt,
        @Nullable String note,
        @Nullable String reviewer,
        boolean isForWebhook) {

    public static final int NOTE_CHARS_MAX = 500;
}
