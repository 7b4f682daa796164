package io.riskgate.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where the journal and usage go.
 *
 * @param bootstrapServers as Kafka's clients take them
 * @param decisions the topic of decisions, settlements and outcomes
 * @param changes the topic of changes and uploads
 * @param usage the topic of usage
 * @param options of the producers, which come before Riskgate's own
 */
public record SinkSettings(
        String bootstrapServers, String decisions, String changes, String usage, Map<String, String> options) {

    public SinkSettings {
        options = Map.copyOf(options);
    }

    static SinkSettings of(String bootstrapServers, KafkaConfig config) {
        return new SinkSettings(
                bootstrapServers, config.decisions(), config.changes(), config.usage(), config.options());
    }

    String topic(SinkRecord.Kind kind) {
        return switch (kind) {
            case DECISION -> decisions;
            case CHANGE -> changes;
        };
    }

    /**
     * What a producer is made with, which waits for all brokers that must have acknowledged.
     *
     * @param blockMillisMax for which it may be waited for brokers
     * @param deliveryMillisMax for which it may be tried to send a record
     */
    Map<String, Object> producer(String clientId, int blockMillisMax, int deliveryMillisMax) {
        Map<String, Object> all = new HashMap<>();
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        // Retries inside of the producer keep the order only with it.
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // The JDK has it. What else Kafka can compress with finds its classes by name or unpacks a library, neither of
        // which a native image has.
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        // The least work for the processors, which decisions need.
        all.put(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, Deflater.BEST_SPEED);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMillisMax);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(10_000, deliveryMillisMax / 2));
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillisMax);
        all.putAll(options);
        return all;
    }
}
