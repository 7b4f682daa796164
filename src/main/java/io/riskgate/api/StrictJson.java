package io.riskgate.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON without guessing: a number is not a text, {@code "12"} is not a number, a name may occur once, numbers are
 * exact. A value of a wrong type does not end the reading; it is noted by its path in the {@link FieldErrors} and read
 * as {@code null}, so that one answer can name every field that is wrong.
 */
final class StrictJson {

    private static final int DEPTH_MAX = 32;
    private static final int NUMBER_CHARS_MAX = 64;
    private static final int NAME_CHARS_MAX = 1_024;

    private static final String ERRORS = "riskgate.errors";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(NUMBER_CHARS_MAX)
                            .maxNameLength(NAME_CHARS_MAX)
                            .maxStringLength(CheckoutReader.BODY_BYTES_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .addModule(new SimpleModule()
                    .addDeserializer(String.class, new Text())
                    .addDeserializer(BigDecimal.class, new ExactNumber())
                    .addDeserializer(Map.class, new Scalars())
                    .setDeserializerModifier(new OnlyObjects()))
            .addHandler(new WrongType())
            .build();

    private static final ObjectReader CHECKOUT = MAPPER.readerFor(CheckoutRequest.class);

    private StrictJson() {}

    static JsonParser parser(byte[] body) throws IOException {
        return MAPPER.createParser(body);
    }

    /** Reads the value that the parser is at. {@code null} if it is the JSON {@code null}, or of a wrong type. */
    static @Nullable CheckoutRequest checkout(JsonParser parser, FieldErrors errors) throws IOException {
        return CHECKOUT.withAttribute(ERRORS, new Noted(errors, parser.getParsingContext()))
                .readValue(parser);
    }

    private static @Nullable Object note(JsonParser parser, DeserializationContext context, String message)
            throws IOException {
        Noted noted = (Noted) context.getAttribute(ERRORS);
        String path = path(parser.getParsingContext(), noted.root);
        noted.errors.add(path.isEmpty() ? "body" : path, message);
        parser.skipChildren();
        return null;
    }

    /** Where the parser is, from the root of the value on, such as {@code items[3].price}. */
    private static String path(@Nullable JsonStreamContext at, JsonStreamContext root) {
        if (at == null || at.inRoot() || at == root.getParent() || (at == root && !root.inObject())) {
            return "";
        }
        String before = path(at.getParent(), root);
        if (at.inArray()) {
            return at.hasCurrentIndex() ? before + "[" + at.getCurrentIndex() + "]" : before;
        }
        if (at.getCurrentName() == null) {
            return before;
        }
        return before.isEmpty() ? at.getCurrentName() : before + "." + at.getCurrentName();
    }

    private record Noted(FieldErrors errors, JsonStreamContext root) {}

    private static final class Text extends JsonDeserializer<@Nullable String> {

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.hasToken(JsonToken.VALUE_STRING)
                    ? parser.getText()
                    : (String) note(parser, context, "must be a text");
        }
    }

    private static final class ExactNumber extends JsonDeserializer<@Nullable BigDecimal> {

        @Override
        public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.currentToken().isNumeric()
                    ? parser.getDecimalValue()
                    : (BigDecimal) note(parser, context, "must be a number");
        }
    }

    /** A flat object; a name whose value is {@code null} is as if left out. */
    private static final class Scalars extends JsonDeserializer<@Nullable Map<String, Object>> {

        @Override
        public @Nullable Map<String, Object> deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (!parser.isExpectedStartObjectToken()) {
                note(parser, context, "must be an object");
                return null;
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                switch (parser.nextToken()) {
                    case VALUE_STRING -> values.put(name, parser.getText());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.put(name, parser.getDecimalValue());
                    case VALUE_TRUE, VALUE_FALSE -> values.put(name, parser.getBooleanValue());
                    case VALUE_NULL -> {}
                    default -> values.put(name, NOT_SCALAR);
                }
                parser.skipChildren();
            }
            return values;
        }
    }

    /** Stands in an object of scalars for a value that is none. */
    static final Object NOT_SCALAR = new Object();

    /** An array was expected, and something else is there. */
    private static final class WrongType extends DeserializationProblemHandler {

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType target, JsonToken token, JsonParser parser, String message)
                throws IOException {
            return note(parser, context, "must be an array");
        }
    }

    /** Sees to it that an object is read from an object and nothing else; Jackson would try a few other things. */
    private static final class OnlyObjects extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
            return description.getBeanClass().isRecord() ? new OnlyObject(deserializer) : deserializer;
        }
    }

    private static final class OnlyObject extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        OnlyObject(JsonDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new OnlyObject(delegate);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.isExpectedStartObjectToken()
                    ? super.deserialize(parser, context)
                    : note(parser, context, "must be an object");
        }
    }
}
