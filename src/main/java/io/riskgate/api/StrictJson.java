package io.riskgate.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** Parsers of what is sent to us, with a limit on everything. Stateless. */
final class StrictJson {

    /** How the message begins when an object has a name twice. */
    static final String DUPLICATE = "Duplicate field";

    private static final int DEPTH_MAX = 32;
    private static final int NUMBER_CHARS_MAX = 64;
    private static final int NAME_CHARS_MAX = 1_024;

    private static final JsonFactory CHECKOUTS = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .maxNameLength(NAME_CHARS_MAX)
                    .maxStringLength(CheckoutReader.BODY_BYTES_MAX)
                    .build())
            .build();

    private static final JsonFactory OTHERS = CHECKOUTS
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictJson() {}

    /** No name may occur twice in an object. */
    static JsonParser parser(byte[] body) throws IOException {
        return OTHERS.createParser(body);
    }

    /** For {@link CheckoutParser}, which sees itself to the names that it knows. */
    static JsonParser checkoutParser(byte[] body) throws IOException {
        return CHECKOUTS.createParser(body);
    }
}
