package io.riskgate.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.riskgate.store.DataDirectory;
import io.riskgate.telemetry.MetricNames;
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
    private final MeterRegistry registry;

    ConfiguredUsage(KafkaConfig config, DataDirectory data, MeterRegistry registry) {
        this.config = config;
        this.data = data;
        this.registry = registry;
    }

    @Produces
    @Singleton
    UsageAudience usage() {
        return config.bootstrapServers().<UsageAudience>map(this::toKafka).orElse(UsageExchange.NONE);
    }

    private KafkaUsage toKafka(String servers) {
        KafkaUsage usage = new KafkaUsage(data.path(), SinkSettings.of(servers, config));
        Gauge.builder(MetricNames.KAFKA_USAGE_FAILING, usage, present -> present.failing() ? 1 : 0)
                .description("Whether usage cannot be told to Kafka")
                .register(registry);
        return usage;
    }

    static void close(@Disposes UsageAudience audience) {
        if (audience instanceof KafkaUsage kafka) {
            kafka.close();
        }
    }
}
