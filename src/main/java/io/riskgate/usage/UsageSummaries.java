package io.riskgate.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riskgate.store.DurableFiles;
import io.riskgate.store.NodeName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Summaries as JSON lines, a file for each: {@code <data-dir>/usage/part-<n>.jsonl}, whose first line is the {@link UsageSummary} and
 * whose others are its rows, by merchant and hour. Written as a whole and never changed. Blocks; thread-safe as far as no two
 * threads write the same.
 */
final class UsageSummaries {

    private static final String PREFIX = "part-";
    private static final String SUFFIX = ".jsonl";
    private static final String NODE = "node";
    private static final String MERCHANT = "{\"merchant\":\"";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;

    UsageSummaries(Path dataDir) {
        directory = dataDir.resolve("usage");
    }

    /**
     * What this node's usage is called among other nodes'. Made once and kept beside the summaries, since {@link NodeName} may be
     * another one at each start, and the same hours under two names would count twice.
     */
    String node(Optional<String> configured) throws IOException {
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

    /**
     * All that there are, in the order of their numbers.
     *
     * @throws IOException naming the file that cannot be read, or is missing between others
     */
    List<UsageSummary> list() throws IOException {
        DurableFiles.createDirectories(directory);
        List<UsageSummary> summaries = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            // One that a crash has left unfinished has another ending.
            List<Path> sorted = files.filter(UsageSummaries::isSummary).sorted().toList();
            for (Path file : sorted) {
                UsageSummary summary = head(file);
                if (!summaries.isEmpty()
                        && summary.part() != summaries.getLast().part() + 1) {
                    throw new IOException("The summary of usage before " + file + " is missing");
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

    private UsageSummary head(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            JsonNode head = json(file, lines.readLine());
            UsageSummary summary = new UsageSummary(
                    head.path("part").asInt(),
                    head.path("through").asText(),
                    head.path("firstHour").asLong(),
                    head.path("lastHour").asLong());
            if (!file.equals(file(summary.part())) || summary.through().isEmpty()) {
                throw new IOException(file + " is no summary of usage, or another one's");
            }
            return summary;
        }
    }

    private static JsonNode json(Path file, String line) throws IOException {
        try {
            return JSON.readTree(line == null ? "" : line);
        } catch (JsonProcessingException broken) {
            throw new IOException(file + " cannot be read", broken);
        }
    }

    /** Is there when it is on the disk. */
    UsageSummary write(UsagePart part, String through) throws IOException {
        UsageSummary summary = new UsageSummary(part.number(), through, part.firstHour(), part.lastHour());
        StringBuilder text = new StringBuilder();
        text.append(JSON.createObjectNode()
                        .put("part", summary.part())
                        .put("through", through)
                        .put("firstHour", summary.firstHour())
                        .put("lastHour", summary.lastHour()))
                .append('\n');
        for (Map.Entry<MerchantHour, Usage> row : new TreeMap<>(part.rows()).entrySet()) {
            Usage usage = row.getValue();
            text.append(JSON.createObjectNode()
                            .put("merchant", row.getKey().merchantId())
                            .put("hour", row.getKey().hour())
                            .put("decisions", usage.decisions())
                            .put("ruleEvaluations", usage.ruleEvaluations())
                            .put("uploads", usage.uploads())
                            .put("redisRoundTrips", usage.redisRoundTrips()))
                    .append('\n');
        }
        DurableFiles.replace(
                directory,
                file(summary.part()).getFileName().toString(),
                text.toString().getBytes(UTF_8));
        return summary;
    }

    /**
     * Passes on the rows of those hours; none of a summary that was deleted meanwhile.
     *
     * @param merchantId whose, {@code null} for all
     */
    void read(
            UsageSummary summary,
            @Nullable String merchantId,
            long fromHour,
            long toHour,
            BiConsumer<MerchantHour, Usage> consumer)
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
                    consumer.accept(
                            new MerchantHour(row.path("merchant").asText(), hour),
                            new Usage(
                                    row.path("decisions").asLong(),
                                    row.path("ruleEvaluations").asLong(),
                                    row.path("uploads").asLong(),
                                    row.path("redisRoundTrips").asLong()));
                }
            }
        } catch (NoSuchFileException old) {
            // Whoever asks for hours that are as old gets what is left.
        }
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
                && line.indexOf('\\') < 0
                && line.substring(MERCHANT.length(), end).compareTo(merchantId) > 0;
    }

    void delete(UsageSummary summary) throws IOException {
        Files.deleteIfExists(file(summary.part()));
    }

    private Path file(int part) {
        return directory.resolve(String.format(Locale.ROOT, "%s%06d%s", PREFIX, part, SUFFIX));
    }
}
