package io.riskgate.store.redis;

import io.quarkus.runtime.Startup;
import io.riskgate.limits.FileLimits;
import io.riskgate.limits.Limits;
import io.riskgate.limits.SharedLimits;
import io.riskgate.lists.FileLists;
import io.riskgate.lists.NamedLists;
import io.riskgate.lists.SharedLists;
import io.riskgate.quota.QuotaExchange;
import io.riskgate.store.DataDirectory;
import io.riskgate.store.FileMerchantStore;
import io.riskgate.store.FileRulesetStore;
import io.riskgate.store.Layout;
import io.riskgate.store.MerchantStore;
import io.riskgate.store.NodeName;
import io.riskgate.store.RulesetStore;
import io.riskgate.store.StateConfig;
import io.riskgate.usage.UsageExchange;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Gives the stores of rulesets, lists, limits and merchants, and the exchanges of what quotas and usage count, that {@code
 * riskgate.store} asks for; files know nothing of Redis. Blocks; where it
 * is Redis, until that is reached.
 */
@Singleton
final class ControlStores {

    private final StateConfig state;
    private final DataDirectory data;
    private final RedisSettings settings;
    private final RedisClients clients;
    private final Vertx vertx;
    private @Nullable RedisLists redisLists;
    private @Nullable RedisLimits redisLimits;

    ControlStores(StateConfig state, DataDirectory data, RedisConfig config, RedisClients clients, Vertx vertx) {
        this.state = state;
        this.data = data;
        this.settings = RedisSettings.of(config);
        this.clients = clients;
        this.vertx = vertx;
    }

    @Produces
    @Singleton
    RulesetStore rulesets() throws InterruptedException {
        return switch (state.store()) {
            case EMBEDDED -> new FileRulesetStore(data.path());
            case REDIS ->
                new RedisRulesetStore(
                        connect(),
                        publications(RedisRulesetStore.channel(settings.prefix())),
                        settings.prefix(),
                        NodeName.of(state.node()));
        };
    }

    static void close(@Disposes RulesetStore store) {
        if (store instanceof RedisRulesetStore shared) {
            shared.close();
        }
    }

    @Produces
    @Singleton
    MerchantStore merchants() throws InterruptedException {
        return switch (state.store()) {
            case EMBEDDED -> new FileMerchantStore(data.path());
            case REDIS ->
                new RedisMerchants(
                        connect(), publications(RedisMerchants.channel(settings.prefix())), settings.prefix());
        };
    }

    static void close(@Disposes MerchantStore store) {
        if (store instanceof RedisMerchants shared) {
            shared.close();
        }
    }

    @Produces
    @Singleton
    QuotaExchange quotas() throws InterruptedException {
        return switch (state.store()) {
            case EMBEDDED -> QuotaExchange.NONE;
            case REDIS -> new RedisQuotas(connect(), settings.prefix());
        };
    }

    static void close(@Disposes QuotaExchange exchange) {
        if (exchange instanceof RedisQuotas shared) {
            shared.close();
        }
    }

    @Produces
    @Singleton
    UsageExchange usage() throws InterruptedException {
        return switch (state.store()) {
            case EMBEDDED -> UsageExchange.NONE;
            case REDIS -> new RedisUsage(connect(), settings.prefix());
        };
    }

    static void close(@Disposes UsageExchange exchange) {
        if (exchange instanceof RedisUsage shared) {
            shared.close();
        }
    }

    @Produces
    @Singleton
    @Startup
    NamedLists lists(Clock clock) throws InterruptedException {
        return switch (state.store()) {
            case EMBEDDED -> new FileLists(data.path(), clock, NamedLists.bytesMaxOfHeap());
            case REDIS -> {
                redisLists = new RedisLists(
                        connect(), publications(RedisLists.channel(settings.prefix())), settings.prefix());
                yield new SharedLists(redisLists, clock, NamedLists.SHARED_BYTES_MAX);
            }
        };
    }

    @Produces
    @Singleton
    @Startup
    Limits limits() throws InterruptedException {
        return switch (state.store()) {
            case EMBEDDED -> new FileLimits(data.path());
            case REDIS -> {
                redisLimits = new RedisLimits(
                        connect(), publications(RedisLimits.channel(settings.prefix())), settings.prefix());
                yield new SharedLimits(redisLimits);
            }
        };
    }

    static void close(@Disposes Limits limits) throws InterruptedException {
        if (limits instanceof SharedLimits shared) {
            shared.stop();
        }
    }

    static void close(@Disposes NamedLists lists) throws InterruptedException {
        if (lists instanceof SharedLists shared) {
            shared.stop();
        }
    }

    @PreDestroy
    void close() {
        if (redisLists != null) {
            redisLists.close();
        }
        if (redisLimits != null) {
            redisLimits.close();
        }
    }

    private BlockingLink connect() throws InterruptedException {
        RedisLink link =
                new RedisLink(vertx, clients::create, RedisLink.RETRY_MAX_OF_DECISIONS, connection -> {}, pushed -> {});
        link.awaitConnected(settings.startTimeout());
        BlockingLink blocking = new BlockingLink(link);
        // Of each store, since which of them is the first is not ours to say.
        SharedLayout.join(blocking, settings.prefix(), Layout.REDIS);
        return blocking;
    }

    private Publications publications(String channel) {
        return new Publications(vertx, clients::create, channel);
    }
}
