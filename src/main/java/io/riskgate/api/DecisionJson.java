package io.riskgate.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.riskgate.model.Decision;
import io.riskgate.model.DecisionWriter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The bytes of an answer that is a decision, and the mapper's way of writing one that is part of another answer. Stateless.
 */
final class DecisionJson extends StdSerializer<Decision> {

    private static final long serialVersionUID = 1L;
    private static final int BYTES_USUAL = 512;
    private static final JsonFactory JSON = new JsonFactory();

    private DecisionJson() {
        super(Decision.class);
    }

    static byte[] write(Decision decision) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(BYTES_USUAL)) {
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                DecisionWriter.write(decision, json);
            }
            return bytes.toByteArray();
        } catch (IOException intoMemory) {
            throw new UncheckedIOException(intoMemory);
        }
    }

    @Override
    public void serialize(Decision decision, JsonGenerator json, SerializerProvider provider) throws IOException {
        DecisionWriter.write(decision, json);
    }

    /** Has the service's mapper write decisions this way. */
    @Singleton
    static final class Registration implements ObjectMapperCustomizer {

        @Override
        public void customize(ObjectMapper mapper) {
            mapper.registerModule(new SimpleModule("decisions").addSerializer(new DecisionJson()));
        }
    }
}
