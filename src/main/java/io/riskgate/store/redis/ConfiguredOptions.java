package io.riskgate.store.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * What {@code quarkus.redis.*} says, as Quarkus understands it: it shows the options here before it makes its own client.
 * That is before most beans can be had, so this needs none.
 */
@Singleton
class ConfiguredOptions implements RedisOptionsCustomizer {

    private volatile @Nullable RedisOptions options;

    @Override
    public void customize(String clientName, RedisOptions seen) {
        options = new RedisOptions(seen);
    }

    /** {@code null} if {@code quarkus.redis.hosts} is missing. */
    @Nullable
    RedisOptions get() {
        return options;
    }
}
