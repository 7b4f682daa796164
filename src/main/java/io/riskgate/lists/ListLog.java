package io.riskgate.lists;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riskgate.store.DurableFiles;
import io.riskgate.telemetry.LogText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The file of one list: a header that names scope and list, then one JSON line for each change. Rewritten when it has
 * more than twice as many lines as the list has entries. A change is on the disk when its method returns. Blocks; for one
 * thread at a time.
 */
final class ListLog {

    /** Small files are not worth rewriting. */
    static final int LINES_BEFORE_REWRITE = 1_000;

    private static final int LAYOUT = 1;
    private static final long NEVER = Long.MAX_VALUE;
    private static final Logger LOG = Logger.getLogger(ListLog.class);
    private static final JsonMapper JSON = new JsonMapper();

    /** The first line of a file. */
    record Header(int v, String scope, String name) {}

    private final Path directory;
    private final Path file;
    private final Header header;
    private long lines;

    /** A log that does not exist yet, or that {@link #read} read. */
    ListLog(Path directory, String fileName, String scope, String name) {
        this.directory = directory;
        this.file = directory.resolve(fileName);
        this.header = new Header(LAYOUT, scope, name);
    }

    String scope() {
        return header.scope();
    }

    String name() {
        return header.name();
    }

    /**
     * Reads a file; lines that are torn or corrupt are reported and passed over, and a torn end is cut off.
     *
     * @param into gets the entries, each with the time of its expiry in milliseconds, or {@link Long#MAX_VALUE}
     * @throws IOException if the file cannot be read or does not begin with a header
     */
    static ListLog read(Path directory, String fileName, Map<String, Long> into) throws IOException {
        Path file = directory.resolve(fileName);
        byte[] bytes = Files.readAllBytes(file);
        int end = lastLineEnd(bytes);
        if (end < bytes.length) {
            LOG.warnf("%s ends with a torn line, which was cut off", LogText.of(file.toString()));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
                channel.force(true);
            }
        }
        List<String> all =
                new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        if (all.isEmpty()) {
            throw new IOException("it has no header");
        }
        Header header = JSON.readValue(all.getFirst(), Header.class);
        ListLog log = new ListLog(directory, fileName, header.scope(), header.name());
        for (int i = 1; i < all.size(); i++) {
            log.lines++;
            try {
                apply(JSON.readTree(all.get(i)), into);
            } catch (JsonProcessingException | IllegalArgumentException corrupt) {
                LOG.warnf("%s:%d is corrupt and was passed over", LogText.of(file.toString()), i + 1);
            }
        }
        return log;
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static void apply(JsonNode change, Map<String, Long> into) {
        if (change.path("put").isTextual()) {
            into.put(change.path("put").textValue(), change.path("until").asLong(NEVER));
        } else if (change.path("remove").isTextual()) {
            into.remove(change.path("remove").textValue());
        } else {
            throw new IllegalArgumentException("neither put nor remove");
        }
    }

    /** Adds changes: values with their expiry. */
    void put(Map<String, Long> changes) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        changes.forEach((value, until) -> write(text, putLine(value, until)));
        append(text.toByteArray(), changes.size());
    }

    void remove(String value) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        write(text, Map.of("remove", value));
        append(text.toByteArray(), 1);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
        DurableFiles.syncDirectory(directory);
        lines = 0;
    }

    /** Whether the file has so many more lines than the list has entries that it should be rewritten. */
    boolean hasGrownBeyond(int entries) {
        return lines > 2L * entries + LINES_BEFORE_REWRITE;
    }

    void rewrite(Map<String, Long> entries) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        write(text, header);
        entries.forEach((value, until) -> write(text, putLine(value, until)));
        DurableFiles.replace(directory, file.getFileName().toString(), text.toByteArray());
        lines = entries.size();
    }

    private void append(byte[] text, int newLines) throws IOException {
        boolean isNew = !Files.exists(file);
        try (FileChannel channel =
                DurableFiles.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            long end = channel.size();
            channel.position(end);
            try {
                if (isNew) {
                    ByteArrayOutputStream first = new ByteArrayOutputStream();
                    write(first, header);
                    DurableFiles.writeFully(channel, ByteBuffer.wrap(first.toByteArray()));
                }
                DurableFiles.writeFully(channel, ByteBuffer.wrap(text));
                channel.force(true);
            } catch (IOException failed) {
                channel.truncate(end);
                throw failed;
            }
        }
        if (isNew) {
            DurableFiles.syncDirectory(directory);
        }
        lines += newLines;
    }

    private static Map<String, Object> putLine(String value, long until) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("put", value);
        if (until != NEVER) {
            line.put("until", until);
        }
        return line;
    }

    private static void write(ByteArrayOutputStream text, Object line) {
        try {
            text.writeBytes(JSON.writeValueAsBytes(line));
            text.write('\n');
        } catch (JsonProcessingException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }
}
