package io.riskgate.store.redis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.riskgate.model.Decision;
import java.io.IOException;

/** A decision as it stands in the mark of its checkout. */
final class AnswerJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private AnswerJson() {}

    static String write(Decision decision) {
        try {
            return MAPPER.writeValueAsString(decision);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A decision can be written as JSON", e);
        }
    }

    /** @throws IOException if it is no decision */
    static Decision read(String json) throws IOException {
        Decision decision = MAPPER.readValue(json, Decision.class);
        if (decision == null || decision.id() == null || decision.verdict() == null) {
            throw new IOException("is no decision");
        }
        return decision;
    }
}
