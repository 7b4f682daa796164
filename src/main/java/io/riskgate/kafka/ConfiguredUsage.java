package io.riskgate.kafka;

import io.riskgate.store.DataDirectory;
import io.riskgate.usage.UsageAudience;
import io.riskgate.usage.UsageExchange;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Has usage told to Kafka, where brokers are configured; where none are, no class of Kafka's is loaded. */
@Singleton
final class ConfiguredUsage {

    private final KafkaConfig config;
    private final DataDirectory data;

    ConfiguredUsage(KafkaConfig config, DataDirectory data) {
        this.config = config;
        this.data = data;
    }

    @Produces
    @Singleton
    UsageAudience usage() {
        return config.bootstrapServers()
                .<UsageAudience>map(servers -> new KafkaUsage(data.path(), SinkSettings.of(servers, config)))
                .orElse(UsageExchange.NONE);
    }

    static void close(@Disposes UsageAudience audience) {
        if (audience instanceof KafkaUsage kafka) {
            kafka.close();
        }
    }
}
