package io.riskgate.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.journal.JournalTail.Position;
import io.riskgate.store.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Up to where the journal is surely in Kafka: a file in the data directory. For one thread; blocks. */
final class SinkCursor {

    private static final String FILE = "cursor.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    SinkCursor(Path dataDir) {
        directory = dataDir.resolve("kafka");
    }

    /** @throws IOException naming the file, if it cannot be read or is no cursor */
    Position read() throws IOException {
        Path file = directory.resolve(FILE);
        try {
            JsonNode cursor = JSON.readTree(Files.readAllBytes(file));
            if (!cursor.path("file").isTextual() || !cursor.path("offset").canConvertToLong()) {
                throw new IOException(file + " is no cursor; delete it to send the whole journal again");
            }
            return new Position(
                    cursor.get("file").textValue(), cursor.get("offset").longValue());
        } catch (NoSuchFileException none) {
            return Position.BEGINNING;
        }
    }

    void write(Position position) throws IOException {
        DurableFiles.createDirectories(directory);
        String cursor = JSON.createObjectNode()
                .put("file", position.file())
                .put("offset", position.offset())
                .toString();
        DurableFiles.replace(directory, FILE, cursor.getBytes(UTF_8));
    }
}
