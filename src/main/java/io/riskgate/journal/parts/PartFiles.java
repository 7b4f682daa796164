package io.riskgate.journal.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskgate.store.DamagedFileException;
import io.riskgate.store.DurableFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Summaries as JSON lines, a file for each: {@code part-<n>.jsonl}, whose first line is the {@link PartSummary} and whose others are
 * its rows, by merchant. Written as a whole and never changed. Blocks; thread-safe as far as no two threads write the same.
 */
public final class PartFiles {

    /** Takes a row of a merchant's hour, see {@link UtcHour}. */
    public interface RowConsumer {
        void accept(String merchantId, long hour, JsonNode row);
    }

    private static final String PREFIX = "part-";
    private static final String SUFFIX = ".jsonl";
    private static final String MERCHANT = "{\"merchant\":\"";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;

    PartFiles(Path directory) {
        this.directory = directory;
    }

    /** Begins a row: what all have in common, and what reading them relies on. */
    public static ObjectNode row(String merchantId, long hour) {
        return JSON.createObjectNode().put("merchant", merchantId).put("hour", hour);
    }

    /**
     * All that there are, in the order of their numbers.
     *
     * @throws IOException naming the file that cannot be read, or is missing between others
     */
    List<PartSummary> list() throws IOException {
        DurableFiles.createDirectories(directory);
        List<PartSummary> summaries = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            // One that a crash has left unfinished has another ending.
            List<Path> sorted = files.filter(PartFiles::isSummary).sorted().toList();
            for (Path file : sorted) {
                PartSummary summary = head(file);
                if (!summaries.isEmpty()
                        && summary.part() != summaries.getLast().part() + 1) {
                    throw new DamagedFileException("The summary before " + file + " is missing");
                }
                summaries.add(summary);
            }
        }
        return summaries;
    }

    private static boolean isSummary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    private PartSummary head(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            JsonNode head = json(file, lines.readLine());
            PartSummary summary = new PartSummary(
                    head.path("part").asInt(),
                    head.path("through").asText(),
                    head.path("firstHour").asLong(),
                    head.path("lastHour").asLong());
            if (!file.equals(file(summary.part())) || summary.through().isEmpty()) {
                throw new DamagedFileException(file + " is no summary, or another one's");
            }
            return summary;
        }
    }

    private static JsonNode json(Path file, @Nullable String line) throws IOException {
        try {
            return JSON.readTree(line == null ? "" : line);
        } catch (JsonProcessingException broken) {
            throw new DamagedFileException(file + " cannot be read", broken);
        }
    }

    /** Is there when it is on the disk. */
    PartSummary write(JournalPart part, String through) throws IOException {
        PartSummary summary = new PartSummary(part.number(), through, part.firstHour(), part.lastHour());
        ObjectNode head = JSON.createObjectNode()
                .put("part", summary.part())
                .put("through", through)
                .put("firstHour", summary.firstHour())
                .put("lastHour", summary.lastHour());
        DurableFiles.replace(directory, file(summary.part()).getFileName().toString(), out -> {
            out.write(line(head));
            part.writeRows(row -> out.write(line(row)));
        });
        return summary;
    }

    /**
     * Passes on the rows of those hours; none of a summary that was deleted meanwhile.
     *
     * @param merchantId whose, {@code null} for all
     */
    void read(PartSummary summary, @Nullable String merchantId, long fromHour, long toHour, RowConsumer consumer)
            throws IOException {
        Path file = file(summary.part());
        // Most lines are other merchants', and need not be parsed to see that.
        String begin = merchantId == null ? "" : begin(merchantId);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith(begin)) {
                    if (merchantId != null && isBehind(line, merchantId)) {
                        break;
                    }
                    continue;
                }
                JsonNode row = json(file, line);
                long hour = row.path("hour").asLong();
                if (hour >= fromHour && hour < toHour) {
                    consumer.accept(row.path("merchant").asText(), hour, row);
                }
            }
        } catch (NoSuchFileException old) {
            // Whoever asks for hours that are as old gets what is left.
        }
    }

    /** As {@link #begin} writes names, which the mapper writes to bytes otherwise. */
    private static byte[] line(ObjectNode row) {
        return (row + "\n").getBytes(UTF_8);
    }

    /** What lines of a merchant begin with. */
    private static String begin(String merchantId) {
        String alone = JSON.createObjectNode().put("merchant", merchantId).toString();
        return alone.substring(0, alone.length() - 1) + ",";
    }

    /** Whether a line is of a merchant behind that one. An id that JSON escapes sorts otherwise than it is written, and never tells. */
    private static boolean isBehind(String line, String merchantId) {
        int end = line.indexOf('"', MERCHANT.length());
        return end > 0
                && line.lastIndexOf('\\', end) < 0
                && line.substring(MERCHANT.length(), end).compareTo(merchantId) > 0;
    }

    void delete(PartSummary summary) throws IOException {
        Files.deleteIfExists(file(summary.part()));
    }

    private Path file(int part) {
        return directory.resolve(String.format(Locale.ROOT, "%s%06d%s", PREFIX, part, SUFFIX));
    }
}
