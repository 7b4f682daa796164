package io.riskgate.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riskgate.lists.ListEntry;
import io.riskgate.lists.NamedLists;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of changes of lists; each is a {@link ProblemException} at its first mistake, which it names. Entry by entry, unlike {@link
 * JsonFields}: of 16 MiB, objects for all that is in them would be hundreds of megabytes before the first was looked at.
 */
final class ListBody {

    private static final String EXPECTED =
            "must be {\"entries\":[\"value\", {\"value\":\"...\",\"expiresAt\":\"...\"}]}";

    private ListBody() {}

    /** One value a line; blank lines are passed over. */
    static List<ListEntry> lines(byte @Nullable [] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body == null ? new byte[0] : body))
                    .toString();
            List<ListEntry> entries = new ArrayList<>();
            Iterator<String> lines = text.lines().iterator();
            while (lines.hasNext()) {
                String line = lines.next();
                if (!line.isBlank()) {
                    entries.add(new ListEntry(line.strip(), null));
                }
                requireRoom(entries);
            }
            return entries;
        } catch (CharacterCodingException notUtf8) {
            throw invalid("body", "must be UTF-8");
        }
    }

    static List<ListEntry> json(byte @Nullable [] body) {
        try (JsonParser parser = StrictJson.parser(body == null ? new byte[0] : body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT
                    || !"entries".equals(parser.nextFieldName())
                    || parser.nextToken() != JsonToken.START_ARRAY) {
                throw invalid("body", EXPECTED);
            }
            List<ListEntry> entries = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                entries.add(entry(parser, "entries[" + entries.size() + "]"));
                requireRoom(entries);
            }
            if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw invalid("body", EXPECTED);
            }
            return entries;
        } catch (IOException malformed) {
            throw invalid("body", "is not well-formed JSON");
        }
    }

    /** The value of the path, with the expiry of the body if there is one; a body may be what an answer was, with its value. */
    static ListEntry one(String value, byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return new ListEntry(value, null);
        }
        try (JsonParser parser = StrictJson.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("body", "must be {\"expiresAt\":\"...\"}");
            }
            ListEntry entry = fields(parser, value, "");
            if (parser.nextToken() != null) {
                throw invalid("body", "goes on after its end");
            }
            return entry;
        } catch (IOException malformed) {
            throw invalid("body", "is not well-formed JSON");
        }
    }

    private static ListEntry entry(JsonParser parser, String path) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return new ListEntry(parser.getText(), null);
        }
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw invalid(path, "must be a text or an object with a value");
        }
        return fields(parser, null, path + ".");
    }

    private static ListEntry fields(JsonParser parser, @Nullable String known, String path) throws IOException {
        String value = known;
        Instant expiresAt = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "value" -> value = text(parser, path + field);
                case "expiresAt" ->
                    expiresAt = parser.hasToken(JsonToken.VALUE_NULL)
                            ? null
                            : instant(text(parser, path + field), path + field);
                // A misspelt expiry would leave an entry that never expires.
                default -> throw invalid(path + field, "is not known");
            }
        }
        if (value == null) {
            throw invalid(path + "value", "is missing");
        }
        if (known != null && !known.equals(value)) {
            throw invalid(path + "value", "must be that of the path");
        }
        return new ListEntry(value, expiresAt);
    }

    private static String text(JsonParser parser, String path) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw invalid(path, "must be a text");
        }
        return parser.getText();
    }

    private static Instant instant(String text, String path) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw invalid(path, "must be an instant such as 2026-12-01T00:00:00Z");
        }
    }

    private static void requireRoom(List<ListEntry> entries) {
        if (entries.size() > NamedLists.ENTRIES_PER_CALL_MAX) {
            throw invalid("entries", "at most " + NamedLists.ENTRIES_PER_CALL_MAX + " entries can be added at once");
        }
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(ProblemDetails.invalid(field, message));
    }
}
