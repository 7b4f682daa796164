package io.riskgate.store.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskgate.lists.ListChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A change of a list as it stands in the log: a token of 16 hexadecimal digits, which no other change has, and JSON such as
 * <code>{"scope":"acme","name":"blocked","put":{"4111":1795435200000,"4112":null}}</code>.
 */
final class ListChangeText {

    private static final int TOKEN_CHARS = 16;
    private static final JsonMapper JSON = new JsonMapper();

    private ListChangeText() {}

    static String write(ListChange change) {
        ObjectNode json = JSON.createObjectNode().put("scope", change.scope()).put("name", change.name());
        switch (change) {
            case ListChange.Put put -> {
                ObjectNode entries = json.putObject("put");
                put.expiresAtByValue()
                        .forEach((value, expiresAt) ->
                                entries.put(value, expiresAt == Long.MAX_VALUE ? null : expiresAt));
            }
            case ListChange.Remove remove -> json.put("remove", remove.value());
            case ListChange.Delete delete -> json.put("delete", true);
        }
        return "%016x".formatted(ThreadLocalRandom.current().nextLong()) + json;
    }

    static String token(String text) {
        return text.substring(0, TOKEN_CHARS);
    }

    static ListChange read(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text.substring(TOKEN_CHARS));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException("What Redis holds as a change of a list is none", e));
        }
        String scope = json.path("scope").asText();
        String name = json.path("name").asText();
        if (json.has("put")) {
            Map<String, Long> entries = new LinkedHashMap<>();
            json.get("put").properties().forEach(entry -> {
                boolean never = entry.getValue().isNull();
                entries.put(
                        entry.getKey(),
                        never ? Long.MAX_VALUE : entry.getValue().asLong());
            });
            return new ListChange.Put(scope, name, entries);
        }
        if (json.has("remove")) {
            return new ListChange.Remove(scope, name, json.get("remove").asText());
        }
        return new ListChange.Delete(scope, name);
    }
}
