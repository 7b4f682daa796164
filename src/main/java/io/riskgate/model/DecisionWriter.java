package io.riskgate.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.List;

/**
 * Writes the JSON of a decision, as answers and the journal have it. Hot: field by field, since databinding goes through reflection
 * for each. Stateless.
 */
public final class DecisionWriter {

    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString MERCHANT_ID = new SerializedString("merchantId");
    private static final SerializedString VERDICT = new SerializedString("verdict");
    private static final SerializedString SCORE = new SerializedString("score");
    private static final SerializedString REASONS = new SerializedString("reasons");
    private static final SerializedString TAGS = new SerializedString("tags");
    private static final SerializedString RULESETS = new SerializedString("rulesets");
    private static final SerializedString DEGRADED = new SerializedString("degraded");
    private static final SerializedString ELAPSED_MICROS = new SerializedString("elapsedMicros");
    private static final SerializedString CODE = new SerializedString("code");
    private static final SerializedString RULE = new SerializedString("rule");
    private static final SerializedString RULESET = new SerializedString("ruleset");
    private static final SerializedString EFFECT = new SerializedString("effect");
    private static final SerializedString RESERVATION = new SerializedString("reservation");
    private static final SerializedString EXPIRES_AT = new SerializedString("expiresAt");
    private static final SerializedString LIMITS = new SerializedString("limits");
    private static final SerializedString SCOPE = new SerializedString("scope");
    private static final SerializedString NAME = new SerializedString("name");
    private static final SerializedString BY = new SerializedString("by");
    private static final SerializedString POINTS = new SerializedString("points");

    private DecisionWriter() {}

    public static void write(Decision decision, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, ID, decision.id());
        text(json, MERCHANT_ID, decision.merchantId());
        text(json, VERDICT, decision.verdict().name());
        json.writeFieldName(SCORE);
        json.writeNumber(decision.score());
        json.writeFieldName(REASONS);
        json.writeStartArray();
        for (Reason reason : decision.reasons()) {
            write(reason, json);
        }
        json.writeEndArray();
        texts(json, TAGS, decision.tags());
        texts(json, RULESETS, decision.rulesets());
        texts(json, DEGRADED, decision.degraded());
        json.writeFieldName(ELAPSED_MICROS);
        json.writeNumber(decision.elapsedMicros());
        if (decision.reservation() != null) {
            write(decision.reservation(), json);
        }
        json.writeEndObject();
    }

    private static void write(Reservation reservation, JsonGenerator json) throws IOException {
        json.writeFieldName(RESERVATION);
        json.writeStartObject();
        text(json, EXPIRES_AT, reservation.expiresAt().toString());
        json.writeFieldName(LIMITS);
        json.writeStartArray();
        for (Reservation.Held held : reservation.limits()) {
            json.writeStartObject();
            text(json, SCOPE, held.scope());
            text(json, NAME, held.name());
            text(json, BY, held.by());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Reason reason, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, CODE, reason.code());
        text(json, RULE, reason.rule());
        text(json, RULESET, reason.ruleset());
        text(json, EFFECT, reason.effect().name());
        if (reason.points() != null) {
            json.writeFieldName(POINTS);
            json.writeNumber(reason.points());
        }
        if (reason.degraded() != null) {
            text(json, DEGRADED, reason.degraded());
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, SerializedString name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }

    private static void texts(JsonGenerator json, SerializedString name, List<String> values) throws IOException {
        json.writeFieldName(name);
        json.writeStartArray();
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
