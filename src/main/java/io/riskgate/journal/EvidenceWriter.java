package io.riskgate.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.riskgate.model.Evidence;
import java.io.IOException;
import java.math.BigDecimal;

/** Writes the JSON of what a decision rests on. Hot, as {@link CheckoutWriter}. Stateless. */
final class EvidenceWriter {

    private static final SerializedString RULESETS = new SerializedString("rulesets");
    private static final SerializedString HASH = new SerializedString("hash");
    private static final SerializedString FEATURES = new SerializedString("features");
    private static final SerializedString REVIEW_AT = new SerializedString("reviewAt");
    private static final SerializedString DECLINE_AT = new SerializedString("declineAt");
    private static final SerializedString FALLBACK = new SerializedString("fallback");
    private static final SerializedString LIMITS = new SerializedString("limits");
    private static final SerializedString HITS = new SerializedString("hits");

    private EvidenceWriter() {}

    static void write(Evidence evidence, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName(RULESETS);
        json.writeStartArray();
        for (Evidence.OfRuleset ruleset : evidence.rulesets()) {
            json.writeStartObject();
            json.writeFieldName(HASH);
            json.writeString(ruleset.hash());
            json.writeFieldName(FEATURES);
            json.writeStartArray();
            for (Number feature : ruleset.features()) {
                if (feature instanceof BigDecimal sum) {
                    json.writeNumber(CheckoutWriter.exact(sum));
                } else {
                    json.writeNumber(feature.longValue());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeFieldName(REVIEW_AT);
        json.writeNumber(evidence.reviewAt());
        json.writeFieldName(DECLINE_AT);
        json.writeNumber(evidence.declineAt());
        json.writeFieldName(FALLBACK);
        json.writeString(evidence.fallback().name());
        if (!evidence.limits().isEmpty()) {
            json.writeFieldName(LIMITS);
            json.writeStartArray();
            for (Evidence.OfLimit limit : evidence.limits()) {
                write(limit, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(Evidence.OfLimit limit, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("scope", limit.scope());
        json.writeStringField("name", limit.name());
        json.writeStringField("by", limit.by());
        json.writeStringField("currency", limit.currency());
        json.writeNumberField("maxUnits", limit.maxUnits());
        json.writeNumberField("usedUnits", limit.usedUnits());
        json.writeNumberField("allowedUnits", limit.allowedUnits());
        json.writeStringField("onExceeded", limit.onExceeded().name());
        json.writeEndObject();
    }

    /** What was found on lists, of each ruleset; nothing if nothing was. */
    static void writeHits(Evidence evidence, JsonGenerator json) throws IOException {
        if (!hasHits(evidence)) {
            return;
        }
        json.writeFieldName(HITS);
        json.writeStartArray();
        for (Evidence.OfRuleset ruleset : evidence.rulesets()) {
            json.writeStartArray();
            for (Evidence.ListHit hit : ruleset.hits()) {
                json.writeStartObject();
                json.writeStringField("list", hit.list());
                json.writeStringField("value", hit.value());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static boolean hasHits(Evidence evidence) {
        for (Evidence.OfRuleset ruleset : evidence.rulesets()) {
            if (!ruleset.hits().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
