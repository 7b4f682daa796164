package io.riskgate.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.riskgate.model.Evidence;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Reads back what {@link EvidenceWriter} wrote, as {@link CheckoutReader} does. Stateless. */
final class EvidenceReader extends StdDeserializer<EvidenceForm> {

    private static final long serialVersionUID = 1L;

    EvidenceReader() {
        super(EvidenceForm.class);
    }

    @Override
    public EvidenceForm deserialize(JsonParser json, DeserializationContext context) throws IOException {
        List<EvidenceForm.OfRuleset> rulesets = null;
        int reviewAt = 0;
        int declineAt = 0;
        Verdict fallback = null;
        List<Evidence.OfLimit> limits = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "rulesets" -> rulesets = JsonValues.list(json, EvidenceReader::ruleset);
                case "reviewAt" -> reviewAt = JsonValues.integer(json);
                case "declineAt" -> declineAt = JsonValues.integer(json);
                case "fallback" -> fallback = JsonValues.constant(json, Verdict.class);
                // Few decisions are under any, so that the general way will do.
                case "limits" ->
                    limits = JsonValues.list(json, limit -> context.readValue(limit, Evidence.OfLimit.class));
                default -> json.skipChildren();
            }
        }
        return new EvidenceForm(rulesets, reviewAt, declineAt, fallback, limits);
    }

    private static EvidenceForm.OfRuleset ruleset(JsonParser json) throws IOException {
        if (!JsonValues.isObject(json)) {
            throw new IOException("lacks a part");
        }
        String hash = null;
        List<BigDecimal> features = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "hash" -> hash = JsonValues.text(json);
                case "features" -> features = JsonValues.list(json, JsonValues::decimal);
                default -> json.skipChildren();
            }
        }
        return new EvidenceForm.OfRuleset(hash, features);
    }
}
