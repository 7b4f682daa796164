package io.riskgate.kafka;

import io.riskgate.store.StateConfig;
import io.riskgate.usage.UsageAudience;
import io.riskgate.usage.UsageExchange;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Has usage told to Kafka, where brokers are configured; where none are, no class of Kafka's is loaded. */
@Singleton
final class ConfiguredUsage {

    private final KafkaConfig config;
    private final StateConfig state;

    ConfiguredUsage(KafkaConfig config, StateConfig state) {
        this.config = config;
        this.state = state;
    }

    @Produces
    @Singleton
    UsageAudience usage() {
        return config.bootstrapServers()
                .<UsageAudience>map(servers -> new KafkaUsage(state.dataDir(), SinkSettings.of(servers, config)))
                .orElse(UsageExchange.NONE);
    }

    static void close(@Disposes UsageAudience audience) {
        if (audience instanceof KafkaUsage kafka) {
            kafka.close();
        }
    }
}
