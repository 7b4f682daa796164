package io.riskgate.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.journal.parts.UtcHour;
import io.riskgate.store.DurableFiles;
import io.riskgate.usage.MerchantHour;
import io.riskgate.usage.Usage;
import io.riskgate.usage.UsageAudience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells Kafka what this node has counted. Each merchant's hour of a node has a key of its own, so that a record takes the place of the
 * one before, and the newest of each key is all that is needed.
 *
 * <p>Up to which part of the journal all is told is in a file. It changes when a part does: what was told of the part that goes on is
 * told again after a start.
 *
 * <p>Thread-safe; blocks, while brokers are away for {@link #BLOCK_MILLIS_MAX} each time.
 */
final class KafkaUsage implements UsageAudience, AutoCloseable {

    /** Short, since the same thread summarizes the journal and tells other nodes. */
    private static final int BLOCK_MILLIS_MAX = 2_000;

    private static final int DELIVERY_MILLIS_MAX = 6_000;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);
    private static final String FILE = "usage.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = Logger.getLogger(KafkaUsage.class);

    private final Path directory;
    private final SinkSettings settings;
    private @Nullable KafkaProducer<String, String> producer;
    private @Nullable Mark mark;
    private volatile boolean failing;

    /** Connects with the first rows. */
    KafkaUsage(Path dataDir, SinkSettings settings) {
        this.directory = dataDir.resolve("kafka");
        this.settings = settings;
    }

    /** Whether something could not be told, or not be noted, since all was told the last time. Never blocks. */
    boolean failing() {
        return failing;
    }

    @Override
    public synchronized void put(String node, Map<MerchantHour, Usage> rows) {
        List<ProducerRecord<String, String>> records = new ArrayList<>(rows.size());
        rows.forEach((hour, usage) ->
                records.add(new ProducerRecord<>(settings.usage(), key(node, hour), value(node, hour, usage))));
        try {
            AcknowledgedRecords.send(producer(), records);
        } catch (ExecutionException | KafkaException e) {
            failing = true;
            close();
            throw unsent(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unsent(stopped);
        }
    }

    private static UncheckedIOException unsent(Exception why) {
        return new UncheckedIOException(new IOException("Kafka has not taken it: " + why, why));
    }

    private KafkaProducer<String, String> producer() {
        KafkaProducer<String, String> present = producer;
        if (present == null) {
            present = new KafkaProducer<>(
                    settings.producer("riskgate-usage", BLOCK_MILLIS_MAX, DELIVERY_MILLIS_MAX),
                    new StringSerializer(),
                    new StringSerializer());
            producer = present;
        }
        return present;
    }

    /** As JSON, in which no id can run into the next. */
    private static String key(String node, MerchantHour hour) {
        return JSON.createArrayNode()
                .add(hour.merchantId())
                .add(UtcHour.begin(hour.hour()).toString())
                .add(node)
                .toString();
    }

    private static String value(String node, MerchantHour hour, Usage usage) {
        return JSON.createObjectNode()
                .put("merchant", hour.merchantId())
                .put("hour", UtcHour.begin(hour.hour()).toString())
                .put("node", node)
                .put("decisions", usage.decisions())
                .put("ruleEvaluations", usage.ruleEvaluations())
                .put("uploads", usage.uploads())
                .put("redisRoundTrips", usage.redisRoundTrips())
                .toString();
    }

    @Override
    public synchronized boolean putMark(String node, @Nullable Mark found, Mark next) {
        if (!Objects.equals(found, mark(node))) {
            return false;
        }
        if (found == null || found.part() != next.part()) {
            write(next);
        }
        mark = next;
        failing = false;
        return true;
    }

    @Override
    public synchronized @Nullable Mark mark(String node) {
        if (mark == null) {
            mark = read();
        }
        return mark;
    }

    private @Nullable Mark read() {
        Path file = directory.resolve(FILE);
        try {
            JsonNode read = JSON.readTree(Files.readAllBytes(file));
            return new Mark(
                    Instant.parse(read.path("upTo").asText()), read.path("part").asInt(1));
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException | DateTimeParseException e) {
            failing = true;
            throw new UncheckedIOException(
                    new IOException(file + " cannot be read; delete it to have all usage told again", e));
        }
    }

    private void write(Mark next) {
        try {
            DurableFiles.createDirectories(directory);
            String text = JSON.createObjectNode()
                    .put("upTo", next.upTo().toString())
                    .put("part", next.part())
                    .toString();
            DurableFiles.replace(directory, FILE, text.getBytes(UTF_8));
        } catch (IOException e) {
            failing = true;
            throw new UncheckedIOException(e);
        }
    }

    /** Another connection is made when there is something to tell again. */
    @Override
    public synchronized void close() {
        KafkaProducer<String, String> open = producer;
        producer = null;
        if (open != null) {
            try {
                open.close(CLOSE_MAX);
            } catch (KafkaException stopped) {
                LOG.debug("Usage was being told to Kafka when it was to end", stopped);
            }
        }
    }
}
