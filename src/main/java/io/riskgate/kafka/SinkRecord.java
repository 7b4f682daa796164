package io.riskgate.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a line of the journal becomes in Kafka.
 *
 * @param key the merchant, or the scope of a change: what has one key stays in its order
 * @param json as in the journal, without what is sealed
 */
record SinkRecord(Kind kind, String key, String json) {

    /** Which topic it belongs to. */
    enum Kind {
        DECISION,
        CHANGE
    }

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * What the line becomes; {@code null} of one that is for nobody else.
     *
     * @throws IOException if it lacks its key
     */
    static @Nullable SinkRecord of(String json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String part = parser.currentName();
                parser.nextToken();
                switch (part) {
                    case "decision", "settlement", "outcome" -> {
                        return new SinkRecord(Kind.DECISION, text(parser, "merchantId"), json);
                    }
                    case "change", "upload" -> {
                        return new SinkRecord(Kind.CHANGE, text(parser, "scope"), json);
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        return null;
    }

    private static String text(JsonParser parser, String name) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(name);
            parser.nextToken();
            if (wanted) {
                return parser.getText();
            }
            parser.skipChildren();
        }
        throw new IOException("has no " + name);
    }
}
