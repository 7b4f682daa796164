package io.riskgate.kafka;

import java.util.Map;

/**
 * Where the journal goes.
 *
 * @param bootstrapServers as Kafka's clients take them
 * @param decisions the topic of decisions and settlements
 * @param changes the topic of changes and uploads
 * @param options of the producer, which come before those of the sink
 */
public record SinkSettings(String bootstrapServers, String decisions, String changes, Map<String, String> options) {

    public SinkSettings {
        options = Map.copyOf(options);
    }

    String topic(SinkRecord.Kind kind) {
        return switch (kind) {
            case DECISION -> decisions;
            case CHANGE -> changes;
        };
    }
}
