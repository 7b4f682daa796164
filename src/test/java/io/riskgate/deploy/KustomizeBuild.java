package io.riskgate.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What {@code kubectl kustomize} makes of a directory, as far as ours go: resources, components, generated ConfigMaps, strategic merge patches in
 * files, and images. It does not add hashes to names. What it does not know, and what does not fit together, is refused with a sentence.
 */
final class KustomizeBuild {

    private static final Set<String> FIELDS = Set.of(
            "apiVersion", "kind", "namespace", "resources", "components", "configMapGenerator", "patches", "images");

    /** By which field Kubernetes tells the elements of a list apart; other lists are replaced. */
    private static final Map<String, String> MERGE_KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "volumes", "name",
            "volumeMounts", "mountPath",
            "ports", "containerPort");

    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();

    /** Adds what a directory's {@code kustomization.yaml} says. */
    KustomizeBuild add(Path directory) throws IOException {
        ObjectNode kustomization = YamlFiles.one(directory.resolve("kustomization.yaml"));
        kustomization.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(directory + " has a field " + field);
            }
        });
        for (JsonNode resource : kustomization.path("resources")) {
            addResource(directory.resolve(resource.asText()).normalize());
        }
        for (JsonNode component : kustomization.path("components")) {
            Path of = directory.resolve(component.asText()).normalize();
            requireKind(of, "Component");
            add(of);
        }
        for (JsonNode generator : kustomization.path("configMapGenerator")) {
            generate(directory, generator);
        }
        for (JsonNode patch : kustomization.path("patches")) {
            patch(directory.resolve(patch.path("path").asText()));
        }
        for (JsonNode image : kustomization.path("images")) {
            setImage(image);
        }
        return this;
    }

    /** All objects, by kind and name as in {@code Service/riskgate}. */
    Collection<ObjectNode> objects() {
        return objects.values();
    }

    private void addResource(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            requireKind(path, "Kustomization");
            add(path);
            return;
        }
        for (ObjectNode object : YamlFiles.all(path)) {
            if (objects.putIfAbsent(id(object), object) != null) {
                throw new IllegalArgumentException(path + " has " + id(object) + " again");
            }
        }
    }

    private static void requireKind(Path directory, String kind) throws IOException {
        String has = YamlFiles.one(directory.resolve("kustomization.yaml"))
                .path("kind")
                .asText();
        if (!has.equals(kind)) {
            throw new IllegalArgumentException(directory + " is a " + has + " and no " + kind);
        }
    }

    private static String id(JsonNode object) {
        return object.path("kind").asText() + "/"
                + object.path("metadata").path("name").asText();
    }

    private void generate(Path directory, JsonNode generator) throws IOException {
        ObjectNode made =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        made.putObject("metadata").put("name", generator.path("name").asText());
        ObjectNode data = made.putObject("data");
        for (JsonNode variables : generator.path("envs")) {
            for (String line : Files.readAllLines(directory.resolve(variables.asText()))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split("=", 2);
                    data.put(parts[0], parts[1]);
                }
            }
        }
        for (JsonNode file : generator.path("files")) {
            data.put(file.asText(), Files.readString(directory.resolve(file.asText())));
        }
        boolean isMerged = generator.path("behavior").asText().equals("merge");
        ObjectNode before = objects.get(id(made));
        if (isMerged != (before != null)) {
            throw new IllegalArgumentException(directory
                    + (isMerged ? " merges " + id(made) + ", which is not there" : " makes " + id(made) + " again"));
        }
        if (before == null) {
            objects.put(id(made), made);
        } else {
            merge(before, made);
        }
    }

    private void patch(Path file) throws IOException {
        for (ObjectNode patch : YamlFiles.all(file)) {
            ObjectNode target = objects.get(id(patch));
            if (target == null || !target.path("apiVersion").equals(patch.path("apiVersion"))) {
                throw new IllegalArgumentException(file + " patches " + id(patch) + ", which is not there");
            }
            merge(target, patch);
        }
    }

    private static void merge(ObjectNode into, ObjectNode patch) {
        patch.properties().forEach(field -> {
            JsonNode before = into.get(field.getKey());
            String key = MERGE_KEYS.get(field.getKey());
            if (before instanceof ObjectNode object && field.getValue() instanceof ObjectNode change) {
                merge(object, change);
            } else if (before instanceof ArrayNode list
                    && field.getValue() instanceof ArrayNode change
                    && key != null) {
                change.forEach(element -> mergeElement(list, key, element));
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void mergeElement(ArrayNode list, String key, JsonNode element) {
        Optional<JsonNode> same = stream(list)
                .filter(other -> other.path(key).equals(element.path(key)))
                .findFirst();
        if (same.isPresent()) {
            merge((ObjectNode) same.get(), (ObjectNode) element);
        } else {
            list.add(element);
        }
    }

    private void setImage(JsonNode image) {
        String name = image.path("name").asText();
        List<ObjectNode> containers = objects.values().stream()
                .map(object -> object.path("spec").path("template").path("spec"))
                .flatMap(pod -> Stream.concat(stream(pod.path("containers")), stream(pod.path("initContainers"))))
                .filter(container ->
                        container.path("image").asText().split(":", 2)[0].equals(name))
                .map(ObjectNode.class::cast)
                .toList();
        if (containers.isEmpty()) {
            throw new IllegalArgumentException("No container has the image " + name);
        }
        containers.forEach(container -> container.put(
                "image",
                image.path("newName").asText() + ":" + image.path("newTag").asText()));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
