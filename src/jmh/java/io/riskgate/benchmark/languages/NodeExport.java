package io.riskgate.benchmark.languages;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riskgate.rules.compile.Traffic;
import io.riskgate.velocity.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes rules, checkouts and what fires on them for the engines of {@code loadtest/engines}: {@code {"rules", "checkouts":
 * [{"facts", "fired"}]}}. Facts are nested as a shop's JSON is, absent ones left out.
 */
final class NodeExport {

    private NodeExport() {}

    static void write(List<NeutralRule> rules, Traffic traffic, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Lambdas lambdas = new Lambdas(traffic.features());
        Map<String, Predicate<Traffic.Event>> predicates = rules.stream()
                .collect(Collectors.toMap(NeutralRule::code, lambdas::of, (a, b) -> a, LinkedHashMap::new));
        JsonMapper mapper = new JsonMapper();
        try (JsonGenerator json = mapper.createGenerator(Files.newOutputStream(file))) {
            json.writeStartObject();
            json.writeArrayFieldStart("rules");
            for (NeutralRule rule : rules) {
                json.writePOJO(Map.of("code", rule.code(), "conditions", conditions(rule.conditions())));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("checkouts");
            for (Traffic.Event event : traffic.events()) {
                json.writePOJO(Map.of("facts", facts(event, traffic.features()), "fired", fired(predicates, event)));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static List<String> fired(Map<String, Predicate<Traffic.Event>> predicates, Traffic.Event event) {
        return predicates.entrySet().stream()
                .filter(rule -> rule.getValue().test(event))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Object> conditions(List<Condition> conditions) {
        return conditions.stream().map(NodeExport::condition).toList();
    }

    private static Object condition(Condition condition) {
        return switch (condition) {
            case Condition.AtLeast(Operand operand, Number limit) ->
                Map.of("kind", "atLeast", "operand", operand.path(), "limit", limit);
            case Condition.Below(Operand operand, Number limit) ->
                Map.of("kind", "below", "operand", operand.path(), "limit", limit);
            case Condition.OneOf(Property property, List<String> values) ->
                Map.of("kind", "oneOf", "operand", property.path(), "values", values);
            case Condition.Differing(Property left, Property right) ->
                Map.of("kind", "differing", "operand", left.path(), "other", right.path());
            case Condition.Absent(Property property) -> Map.of("kind", "absent", "operand", property.path());
            case Condition.AnyOf(List<Condition> any) -> Map.of("kind", "anyOf", "conditions", conditions(any));
        };
    }

    private static Map<String, Object> facts(Traffic.Event event, List<Feature> features) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Property property : Property.values()) {
            put(facts, property.path(), property.of(event.checkout()));
        }
        for (int i = 0; i < features.size(); i++) {
            put(facts, new Velocity(features.get(i)).path(), event.features()[i]);
        }
        return facts;
    }

    /** Puts {@code card.country} into the object {@code card}, which is there even if it stays empty. */
    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> facts, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot >= 0) {
            Object part = facts.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<String, Object>());
            put((Map<String, Object>) part, path.substring(dot + 1), value);
        } else if (value != null) {
            facts.put(path, value);
        }
    }
}
