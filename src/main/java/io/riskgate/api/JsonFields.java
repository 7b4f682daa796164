package io.riskgate.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a small JSON object, each of which must be of its type, or {@code null}, which is as if it were left out. What is
 * wrong is gathered; a field that nobody asked for is wrong too. For one thread.
 */
final class JsonFields {

    /** Amounts are exact, so no number may become a double on the way. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** In a query; longer ones are none that anything of ours takes. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");

    private final JsonNode object;
    private final String path;
    private final FieldErrors errors;
    private final Set<String> known = new HashSet<>();

    private JsonFields(JsonNode object, String path, FieldErrors errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    /** @throws ProblemException if that is no object */
    static JsonFields read(byte @Nullable [] body) {
        try (JsonParser parser = StrictJson.parser(body == null ? new byte[0] : body)) {
            JsonNode object = JSON.readTree(parser);
            if (object == null || !object.isObject() || parser.nextToken() != null) {
                throw new ProblemException(ProblemDetails.invalid("body", "must be one JSON object"));
            }
            return new JsonFields(object, "", new FieldErrors());
        } catch (IOException | NumberFormatException malformed) {
            // The latter of an exponent that no number can have.
            throw new ProblemException(ProblemDetails.invalid("body", "is not well-formed JSON"));
        }
    }

    /**
     * The parameters of a query that were given, as if they were a body's fields.
     *
     * @param given in the order in which they are to be named; {@code null} for what was left out
     */
    static JsonFields parameters(Map<String, @Nullable String> given) {
        ObjectNode object = JSON.createObjectNode();
        given.forEach((name, text) -> {
            if (text != null) {
                object.set(name, numberOrText(text));
            }
        });
        return new JsonFields(object, "", new FieldErrors());
    }

    private static JsonNode numberOrText(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return TextNode.valueOf(text);
        }
        return text.contains(".")
                ? DoubleNode.valueOf(Double.parseDouble(text))
                : IntNode.valueOf(Integer.parseInt(text));
    }

    /** The name of the first that is there; {@code null} if none is. */
    @Nullable
    String first() {
        Iterator<String> names = object.fieldNames();
        return names.hasNext() ? names.next() : null;
    }

    /** A part that may be there, and is passed over. */
    void ignore(String name) {
        known.add(name);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isTextual()) {
            wrong(name, "must be a text");
            return null;
        }
        return value == null ? null : value.asText();
    }

    /** As {@link #text}; it is wrong if it is left out. */
    @Nullable
    String requiredText(String name) {
        requirePresent(name);
        return text(name);
    }

    @Nullable
    Integer integer(String name) {
        JsonNode value = value(name);
        if (value != null && !(value.isIntegralNumber() && value.canConvertToInt())) {
            wrong(name, "must be a whole number");
            return null;
        }
        return value == null ? null : Integer.valueOf(value.asInt());
    }

    @Nullable
    Double number(String name) {
        JsonNode value = anyNumber(name);
        return value == null ? null : Double.valueOf(value.asDouble());
    }

    /** Exactly as it was sent, so a few characters can be a number of a billion digits: to be compared before anything is computed. */
    @Nullable
    BigDecimal decimal(String name) {
        JsonNode value = anyNumber(name);
        return value == null ? null : value.decimalValue();
    }

    private @Nullable JsonNode anyNumber(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isNumber()) {
            wrong(name, "must be a number");
            return null;
        }
        return value;
    }

    /** Empty if it is left out. */
    List<String> texts(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        List<JsonNode> all = StreamSupport.stream(value.spliterator(), false).toList();
        if (!value.isArray() || !all.stream().allMatch(JsonNode::isTextual)) {
            wrong(name, "must be a list of texts");
            return List.of();
        }
        return all.stream().map(JsonNode::asText).toList();
    }

    @Nullable
    JsonFields object(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isObject()) {
            wrong(name, "must be an object");
            return null;
        }
        return value == null ? null : new JsonFields(value, path + name + ".", errors);
    }

    void requirePresent(String name) {
        if (!has(name)) {
            wrong(name, "is missing");
        }
    }

    void wrong(String name, String message) {
        errors.add(path + name, message);
    }

    /** After the last field of an object. */
    void refuseOthers() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(name, "is not known");
            }
        });
    }

    /** @throws ProblemException naming every field that is wrong, if any is */
    void requireRight() {
        if (!errors.isEmpty()) {
            throw new ProblemException(errors.problem());
        }
    }

    private @Nullable JsonNode value(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
