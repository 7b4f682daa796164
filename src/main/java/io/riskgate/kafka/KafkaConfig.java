package io.riskgate.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** Where the journal goes beside its files. */
@ConfigMapping(prefix = "riskgate.kafka")
interface KafkaConfig {

    /** Brokers as {@code host:port,host:port}. Without them nothing is sent and nothing is started. */
    Optional<String> bootstrapServers();

    /** The topic of decisions and of how their reservations ended. */
    @WithDefault("riskgate.decisions")
    String decisions();

    /** The topic of changes of rules, lists, limits, merchants and keys. */
    @WithDefault("riskgate.changes")
    String changes();

    /** The topic of what merchants use. */
    @WithDefault("riskgate.usage")
    String usage();

    /** More options of Kafka's producer, such as {@code security.protocol}; they come before Riskgate's own. */
    Map<String, String> options();
}
