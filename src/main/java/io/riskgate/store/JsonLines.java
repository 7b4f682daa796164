package io.riskgate.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A file of values as JSON, one a line, all of which are in memory too. What is in memory changes only after the disk has it. A
 * line that a crash left unfinished is cut off by the next start. How many there may be is the owner's to say. Blocks; not
 * thread-safe.
 */
final class JsonLines<T> {

    private final Path directory;
    private final String name;
    private final JsonMapper json;
    private final List<T> values = new ArrayList<>();
    private long bytes;

    JsonLines(Path directory, String name, JsonMapper json) {
        this.directory = directory;
        this.name = name;
        this.json = json;
    }

    /**
     * Reads what is there.
     *
     * @throws IOException naming the file and the line that is no such value
     */
    void load(Class<T> type) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return;
        }
        byte[] content = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                try {
                    values.add(json.readValue(content, start, i - start, type));
                } catch (JsonProcessingException e) {
                    throw new DamagedFileException(place(values.size()) + " cannot be read", e);
                }
                start = i + 1;
            }
        }
        bytes = start;
        if (start < content.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(start);
                channel.force(true);
            }
        }
    }

    /** Oldest first. A view. */
    List<T> values() {
        return Collections.unmodifiableList(values);
    }

    /** The file and the line of a value, for a message. */
    String place(int index) {
        return directory.resolve(name) + " line " + (index + 1);
    }

    void append(T value) throws IOException {
        byte[] line = line(value);
        try (FileChannel channel = DurableFiles.open(
                directory.resolve(name), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            // Also cuts off what an earlier attempt that failed has left.
            channel.truncate(bytes);
            channel.position(bytes);
            DurableFiles.writeFully(channel, ByteBuffer.wrap(line));
            channel.force(true);
        }
        if (values.isEmpty()) {
            DurableFiles.syncDirectory(directory);
        }
        values.add(value);
        bytes += line.length;
    }

    /** Keeps only those. */
    void replace(List<T> kept) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (T value : kept) {
            lines.write(line(value));
        }
        DurableFiles.replace(directory, name, lines.toByteArray());
        bytes = lines.size();
        values.clear();
        values.addAll(kept);
    }

    private byte[] line(T value) throws IOException {
        return (json.writeValueAsString(value) + "\n").getBytes(UTF_8);
    }
}
