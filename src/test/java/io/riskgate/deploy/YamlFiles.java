package io.riskgate.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads files of YAML 1.1, with its anchors and merges, as kubectl and Compose do. A key that is there twice is refused. */
final class YamlFiles {

    private static final ObjectMapper TREES = new ObjectMapper();

    private YamlFiles() {}

    /** The documents of a file, each of which is a mapping. */
    static List<ObjectNode> all(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<ObjectNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(Files.readString(file))) {
            JsonNode tree = TREES.valueToTree(document);
            if (!(tree instanceof ObjectNode mapping)) {
                throw new IllegalArgumentException(file + " has a document that is no mapping");
            }
            documents.add(mapping);
        }
        return documents;
    }

    /** The document of a file that has one. */
    static ObjectNode one(Path file) throws IOException {
        List<ObjectNode> documents = all(file);
        if (documents.size() != 1) {
            throw new IllegalArgumentException(file + " has " + documents.size() + " documents");
        }
        return documents.getFirst();
    }
}
