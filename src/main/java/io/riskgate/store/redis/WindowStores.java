package io.riskgate.store.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.riskgate.diagnosis.SharedStore;
import io.riskgate.limits.NoSharedLedger;
import io.riskgate.limits.SharedLedger;
import io.riskgate.limits.SharedLedger.Told;
import io.riskgate.store.DataDirectory;
import io.riskgate.store.Layout;
import io.riskgate.store.StateConfig;
import io.riskgate.velocity.NoSharedVelocity;
import io.riskgate.velocity.SharedVelocity;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Chooses, at the start, the windows and the ledger that {@code riskgate.store} says. */
@Singleton
final class WindowStores {

    private static final Logger LOG = Logger.getLogger(WindowStores.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private @Nullable RedisLedger ledger;

    /**
     * Waits for Redis, where it is to be used.
     *
     * @throws io.riskgate.store.StartRefusedException if it is not reached in time, or another release has left there what this one cannot read
     * @throws io.riskgate.store.StoreUnavailableException if it is reached and does not answer as it should
     * @throws IllegalArgumentException naming the option that has a bad value
     */
    @Produces
    @Singleton
    SharedVelocity velocity(
            StateConfig state,
            DataDirectory data,
            RedisConfig config,
            RedisClients clients,
            Vertx vertx,
            Clock clock,
            MeterRegistry registry)
            throws InterruptedException {
        if (state.store() == StateConfig.Kind.EMBEDDED) {
            return new NoSharedVelocity();
        }
        RedisSettings settings = RedisSettings.of(config);
        Supplier<RedisLink> connecting = () ->
                new RedisLink(vertx, clients::create, RedisLink.RETRY_MAX_OF_DECISIONS, connection -> {}, pushed -> {});
        RedisLink link = connecting.get();
        LoopLinks links = new LoopLinks(link, connecting);
        open.push(links);
        BlockingLink blocking = new BlockingLink(link, links::drop);
        link.awaitConnected(settings.startTimeout());
        SharedLayout.join(blocking, settings.prefix(), Layout.REDIS);
        byte[] hashKey = blocking.await(HashKey.agree(link, settings.prefix(), HashKey.fresh()));
        RedisVelocity velocity = new RedisVelocity(vertx, links, hashKey, settings, clock, registry);
        links.onLost(velocity::connectionLost);
        RedisLedger shared =
                new RedisLedger(vertx, links, velocity::names, velocity::lack, guard(settings, velocity), clock);
        ledger = shared;
        String epoch =
                blocking.await(velocity.epoch(UUID.randomUUID().toString())).toString();
        open.push(new RedisSync(
                velocity,
                changed -> {
                    velocity.configure(changed);
                    shared.guardedBy(guard(changed, velocity));
                },
                blocking,
                new SyncFile(data.path()),
                new LiveSettings(data.path(), settings),
                clock,
                epoch));
        return velocity;
    }

    private static RedisLedger.Guard guard(RedisSettings settings, RedisVelocity velocity) {
        RedisBreaker<Told> breaker = new RedisBreaker<>(
                settings,
                settings.timeout(),
                new TypeLiteral<CompletionStage<Told>>() {},
                velocity::opened,
                velocity.breakers().of("ledger"));
        return breaker::call;
    }

    /** The ledger beside the windows, over their connection. */
    @Produces
    @Singleton
    SharedLedger ledger(SharedVelocity velocity) {
        return velocity instanceof RedisVelocity && ledger != null ? ledger : new NoSharedLedger();
    }

    /** What a diagnosis sees of it. */
    @Produces
    @Singleton
    static SharedStore watch(SharedVelocity velocity) {
        return velocity instanceof RedisVelocity redis ? redis.watch() : SharedStore.NONE;
    }

    @PreDestroy
    void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("Redis was not left in order", e);
            }
        }
    }
}
