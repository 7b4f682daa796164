package io.riskgate.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riskgate.model.UtcTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the values of a line, each from the token that the parser is at; {@code null} is read as {@code null}. Stateless. */
final class JsonValues {

    /** Of an array's elements, from the token that the parser is at. */
    interface Element<T> {
        T read(JsonParser json) throws IOException;
    }

    private JsonValues() {}

    static @Nullable String text(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NULL -> null;
            default -> throw other("text");
        };
    }

    static String texts(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw other("text");
        }
        return json.getText();
    }

    static @Nullable Instant time(JsonParser json) throws IOException {
        String text = text(json);
        try {
            return text == null ? null : UtcTime.parse(text);
        } catch (DateTimeException noTime) {
            throw new IOException("has a time that is none", noTime);
        }
    }

    static BigDecimal decimal(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            default -> throw other("number");
        };
    }

    static int integer(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw other("whole number");
        }
        return json.getIntValue();
    }

    static <E extends Enum<E>> @Nullable E constant(JsonParser json, Class<E> type) throws IOException {
        String name = text(json);
        try {
            return name == null ? null : Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw new IOException("has a word that this release does not know", unknown);
        }
    }

    static <T> @Nullable List<T> list(JsonParser json, Element<T> element) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw other("list");
        }
        List<T> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(element.read(json));
        }
        return values;
    }

    /** Whether an object begins; {@code false} for {@code null}. */
    static boolean isObject(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> true;
            case VALUE_NULL -> false;
            default -> throw other("object");
        };
    }

    /** The name of the next member, and the parser at its value; {@code null} at the end of the object. */
    static @Nullable String next(JsonParser json) throws IOException {
        String name = json.nextFieldName();
        if (name != null) {
            json.nextToken();
        }
        return name;
    }

    private static IOException other(String wanted) {
        return new IOException("has something else where a " + wanted + " should be");
    }
}
