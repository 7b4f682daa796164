package io.riskgate.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.store.DurableFiles;
import io.riskgate.store.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What this node's usage is called among other nodes'. Made once and kept beside the summaries, since {@link NodeName} may be another
 * one at each start, and the same hours under two names would count twice.
 */
final class NodeFile {

    private static final String NODE = "node";

    private NodeFile() {}

    /** Blocks. */
    static String read(Path directory, Optional<String> configured) throws IOException {
        Path file = directory.resolve(NODE);
        if (!Files.exists(file)) {
            DurableFiles.createDirectories(directory);
            DurableFiles.replace(directory, NODE, name(configured).getBytes(UTF_8));
        }
        return Files.readString(file);
    }

    /** A random number behind a configured name, too, since that of a node with a new directory may be the one of an old node. */
    private static String name(Optional<String> configured) {
        String name = NodeName.of(configured);
        return configured.isEmpty()
                ? name
                : "%s-%08x".formatted(name, ThreadLocalRandom.current().nextInt());
    }
}
