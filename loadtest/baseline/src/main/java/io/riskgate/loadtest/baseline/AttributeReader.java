package io.riskgate.loadtest.baseline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;

/** Reads every number as a decimal one, which is what rules compare an attribute with. */
final class AttributeReader extends JsonDeserializer<Object> {

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return json.currentToken().isNumeric() ? json.getDecimalValue() : context.readValue(json, Object.class);
    }
}
