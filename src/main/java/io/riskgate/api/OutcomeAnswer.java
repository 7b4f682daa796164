package io.riskgate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Verdict;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a checkout from now on.
 *
 * @param kind {@code fraud}, {@code chargeback} or {@code legitimate}
 * @param verdict what was decided
 * @param replaces the kind that was known before, if any was
 * @param list what was put on a list, if that was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutcomeAnswer(
        String id,
        String merchantId,
        String kind,
        Instant occurredAt,
        @Nullable String note,
        Instant recordedAt,
        Instant decidedAt,
        Verdict verdict,
        @Nullable String replaces,
        @Nullable Listed list) {

    static final String BODY =
            "{\"kind\":\"chargeback\",\"occurredAt\":\"2026-11-23T08:00:00Z\",\"note\":\"case 4711\","
                    + "\"list\":{\"name\":\"stolen_cards\",\"property\":\"card\"}}";

    /**
     * What was put on a list.
     *
     * @param added 1, or 0 if the value was on it already
     */
    record Listed(String name, String property, String value, int added) {}

    static OutcomeAnswer of(OutcomeEntry outcome, @Nullable Listed listed) {
        return new OutcomeAnswer(
                outcome.id(),
                outcome.merchantId(),
                word(outcome.kind()),
                outcome.occurredAt(),
                outcome.note(),
                outcome.at(),
                outcome.decided().at(),
                outcome.decided().verdict(),
                outcome.replaces() == null ? null : word(outcome.replaces()),
                listed);
    }

    private static String word(OutcomeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
