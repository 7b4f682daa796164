package io.riskgate.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.riskgate.model.Decision;
import io.riskgate.model.DecisionWriter;
import io.riskgate.model.Effect;
import io.riskgate.model.Reason;
import io.riskgate.model.Reservation;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads back what {@link DecisionWriter} wrote, as {@link CheckoutReader} does. Stateless. */
final class DecisionReader extends StdDeserializer<Decision> {

    private static final long serialVersionUID = 1L;

    DecisionReader() {
        super(Decision.class);
    }

    @Override
    public Decision deserialize(JsonParser json, DeserializationContext context) throws IOException {
        String id = null;
        String merchantId = null;
        Verdict verdict = null;
        int score = 0;
        List<Reason> reasons = null;
        List<String> tags = null;
        List<String> rulesets = null;
        List<String> degraded = null;
        long elapsedMicros = 0;
        Reservation reservation = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "id" -> id = JsonValues.text(json);
                case "merchantId" -> merchantId = JsonValues.text(json);
                case "verdict" -> verdict = JsonValues.constant(json, Verdict.class);
                case "score" -> score = JsonValues.integer(json);
                case "reasons" -> reasons = JsonValues.list(json, DecisionReader::reason);
                case "tags" -> tags = JsonValues.list(json, JsonValues::texts);
                case "rulesets" -> rulesets = JsonValues.list(json, JsonValues::texts);
                case "degraded" -> degraded = JsonValues.list(json, JsonValues::texts);
                case "elapsedMicros" -> elapsedMicros = json.getLongValue();
                case "reservation" -> reservation = reservation(json, context);
                default -> json.skipChildren();
            }
        }
        if (id == null
                || merchantId == null
                || verdict == null
                || reasons == null
                || tags == null
                || rulesets == null
                || degraded == null) {
            throw new IOException("lacks a part");
        }
        return new Decision(
                id, merchantId, verdict, score, reasons, tags, rulesets, degraded, elapsedMicros, reservation);
    }

    private static Reason reason(JsonParser json) throws IOException {
        if (!JsonValues.isObject(json)) {
            throw new IOException("lacks a part");
        }
        String code = null;
        String rule = null;
        String ruleset = null;
        Effect effect = null;
        Integer points = null;
        String degraded = null;
        for (String name = JsonValues.next(json); name != null; name = JsonValues.next(json)) {
            switch (name) {
                case "code" -> code = JsonValues.text(json);
                case "rule" -> rule = JsonValues.text(json);
                case "ruleset" -> ruleset = JsonValues.text(json);
                case "effect" -> effect = JsonValues.constant(json, Effect.class);
                case "points" -> points = JsonValues.integer(json);
                case "degraded" -> degraded = JsonValues.text(json);
                default -> json.skipChildren();
            }
        }
        if (code == null || rule == null || ruleset == null || effect == null) {
            throw new IOException("lacks a part");
        }
        return new Reason(code, rule, ruleset, effect, points, degraded);
    }

    /** Few have one, so that the general way will do. */
    private static @Nullable Reservation reservation(JsonParser json, DeserializationContext context)
            throws IOException {
        return JsonValues.isObject(json) ? context.readValue(json, Reservation.class) : null;
    }
}
