package io.riskgate.kafka;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.riskgate.store.DataDirectory;
import io.riskgate.telemetry.MetricNames;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The sink of an engine that has brokers configured; of any other there is none, and no class of Kafka's is loaded. */
@Startup
@Singleton
final class ConfiguredSink {

    private final @Nullable KafkaSink sink;

    ConfiguredSink(KafkaConfig config, DataDirectory data, MeterRegistry registry) {
        sink = config.bootstrapServers()
                .map(servers -> start(servers, config, data, registry))
                .orElse(null);
    }

    private static KafkaSink start(String servers, KafkaConfig config, DataDirectory data, MeterRegistry registry) {
        KafkaSink started = new KafkaSink(data.path(), SinkSettings.of(servers, config));
        FunctionCounter.builder(MetricNames.KAFKA_SENT, started, KafkaSink::sent)
                .description("Lines of the journal that Kafka has acknowledged")
                .register(registry);
        Gauge.builder(MetricNames.KAFKA_FAILING, started, present -> present.failing() ? 1 : 0)
                .description("Whether the journal cannot be sent to Kafka")
                .register(registry);
        return started;
    }

    @PreDestroy
    void stop() {
        if (sink != null) {
            sink.close();
        }
    }
}
