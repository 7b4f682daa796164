package io.riskgate.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A native image has of OpenTelemetry's services what the metadata names; a newer version may call them otherwise. */
class NativeMetadataTest {

    private static final String METADATA = "/META-INF/native-image/io.riskgate/tracing/reachability-metadata.json";

    @Test
    void service_isThereAsTheMetadataNamesIt() throws Exception {
        try (InputStream text = getClass().getResourceAsStream(METADATA)) {
            JsonNode metadata = new ObjectMapper().readTree(text);
            String provider = metadata.at("/reflection/0/type").asText();
            String services = metadata.at("/resources/0/glob").asText();
            try (InputStream named = Objects.requireNonNull(getClass().getResourceAsStream("/" + services), services)) {
                assertThat(new String(named.readAllBytes(), StandardCharsets.UTF_8).strip())
                        .isEqualTo(provider);
            }
            assertThat(Class.forName(provider).getConstructor()).isNotNull();
            assertThat(Class.forName(provider).getInterfaces())
                    .extracting(Class::getName)
                    .contains(services.substring("META-INF/services/".length()));
        }
    }
}
