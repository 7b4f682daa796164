package io.riskgate.store.redis;

import io.quarkus.arc.InjectableInstance;
import io.riskgate.store.StartRefusedException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;

/**
 * Makes clients as {@code quarkus.redis.*} describes them. Quarkus makes one, for good; but a client whose server froze, or
 * whose master moved, is best replaced as a whole. Thread-safe.
 */
@Singleton
class RedisClients {

    private final Vertx vertx;
    private final ConfiguredOptions configured;
    private final InjectableInstance<Redis> ofQuarkus;

    /** @param ofQuarkus asked for, since Quarkus makes its client only where there is one who asks; it is never connected */
    RedisClients(Vertx vertx, ConfiguredOptions configured, InjectableInstance<Redis> ofQuarkus) {
        this.vertx = vertx;
        this.configured = configured;
        this.ofQuarkus = ofQuarkus;
    }

    /**
     * A client that is not connected yet. Never blocks.
     *
     * @throws StartRefusedException if {@code quarkus.redis.hosts} is missing
     */
    Redis create() {
        RedisOptions options = configured.get();
        if (options == null || ofQuarkus.listActive().isEmpty()) {
            throw new StartRefusedException(
                    "riskgate.store=redis needs quarkus.redis.hosts, such as redis://127.0.0.1:6379");
        }
        return Redis.createClient(vertx, new RedisOptions(options));
    }
}
