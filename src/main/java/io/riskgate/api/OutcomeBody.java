package io.riskgate.api;

import io.riskgate.model.OutcomeKind;
import io.riskgate.model.UtcTime;
import io.riskgate.outcome.Told;
import io.riskgate.review.Reviews;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what is told of checkouts; what is wrong is a {@link ProblemException} naming every field. */
final class OutcomeBody {

    /** Clocks differ, but an outcome of next week is a mistake. */
    private static final Duration AHEAD_MAX = Duration.ofDays(1);

    private OutcomeBody() {}

    /** @param list where a value of the checkout is to be put, {@code null} for nowhere */
    record Outcome(Told told, @Nullable OnList list) {}

    record OnList(String name, ListedProperty property) {}

    record Answer(boolean isApproved, String by, @Nullable String reason) {}

    static Outcome outcome(byte @Nullable [] body, Instant now) {
        JsonFields fields = JsonFields.read(body);
        OutcomeKind kind = kind(fields);
        Instant occurredAt = occurredAt(fields, now);
        String note = text(fields, "note", Told.NOTE_CHARS_MAX);
        OnList list = onList(fields.object("list"));
        fields.refuseOthers();
        fields.requireRight();
        return new Outcome(new Told(Objects.requireNonNull(kind), occurredAt, note, null, false), list);
    }

    static Answer answer(byte @Nullable [] body) {
        JsonFields fields = JsonFields.read(body);
        String verdict = fields.text("verdict");
        if (!"approve".equals(verdict) && !"decline".equals(verdict)) {
            fields.wrong("verdict", "must be approve or decline");
        }
        String by = text(fields, "by", Reviews.BY_CHARS_MAX);
        if (by == null || by.isBlank()) {
            fields.wrong("by", "must say who answers");
        }
        String reason = text(fields, "reason", Told.NOTE_CHARS_MAX);
        fields.refuseOthers();
        fields.requireRight();
        return new Answer("approve".equals(verdict), Objects.requireNonNull(by), reason);
    }

    private static @Nullable OutcomeKind kind(JsonFields fields) {
        String word = fields.text("kind");
        for (OutcomeKind kind : OutcomeKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        fields.wrong("kind", "must be fraud, chargeback or legitimate");
        return null;
    }

    /** Now, if it is left out. */
    private static Instant occurredAt(JsonFields fields, Instant now) {
        String text = fields.text("occurredAt");
        if (text == null) {
            return now;
        }
        try {
            Instant at = UtcTime.parse(text);
            if (!at.isBefore(Instant.EPOCH) && !at.isAfter(now.plus(AHEAD_MAX))) {
                return at;
            }
        } catch (DateTimeException none) {
            // Said below, as of one that is out of reach.
        }
        fields.wrong("occurredAt", "must be a time such as 2026-11-23T08:00:00Z, since 1970 and not in the future");
        return now;
    }

    private static @Nullable String text(JsonFields fields, String name, int charsMax) {
        String text = fields.text(name);
        if (text != null && text.length() > charsMax) {
            fields.wrong(name, "must have at most " + charsMax + " characters");
        }
        return text;
    }

    private static @Nullable OnList onList(@Nullable JsonFields fields) {
        if (fields == null) {
            return null;
        }
        String name = fields.requiredText("name");
        String word = fields.text("property");
        fields.refuseOthers();
        ListedProperty property = word == null ? null : ListedProperty.of(word).orElse(null);
        if (property == null) {
            fields.wrong("property", "must be one of " + ListedProperty.WORDS);
        }
        return name == null || property == null ? null : new OnList(name, property);
    }
}
