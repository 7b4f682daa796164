package io.riskgate.store.redis;

import io.riskgate.diagnosis.SharedStore;
import io.riskgate.limits.SharedLedger;
import io.riskgate.quota.QuotaExchange;
import io.riskgate.store.MerchantStore;
import io.riskgate.store.SharedMerchantStore;
import io.riskgate.store.SharedRulesetStore;
import io.riskgate.usage.UsageExchange;
import io.riskgate.velocity.SharedVelocity.Gap;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Stores of several nodes on one Redis; closes what it has opened. */
public final class RedisStores implements AutoCloseable {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final List<Runnable> opened = Collections.synchronizedList(new ArrayList<>());

    /** One server, or the link to it. */
    static Supplier<Redis> at(Vertx vertx, URI server) {
        return () -> Redis.createClient(vertx, new RedisOptions().setConnectionString(server.toString()));
    }

    static Supplier<Redis> cluster(Vertx vertx, List<URI> servers) {
        RedisOptions options = new RedisOptions().setType(RedisClientType.CLUSTER);
        servers.forEach(server -> options.addConnectionString(server.toString()));
        return () -> Redis.createClient(vertx, new RedisOptions(options));
    }

    /** A node's store. */
    public SharedRulesetStore rulesets(URI server, String node) {
        return rulesets(at(vertx, server), node, RedisRulesetStore.VERSIONS_MAX);
    }

    RedisRulesetStore rulesets(List<URI> cluster, String node) {
        return rulesets(cluster(vertx, cluster), node, RedisRulesetStore.VERSIONS_MAX);
    }

    RedisRulesetStore rulesets(URI server, String node, int versionsMax) {
        return rulesets(at(vertx, server), node, versionsMax);
    }

    private RedisRulesetStore rulesets(Supplier<Redis> clients, String node, int versionsMax) {
        RedisRulesetStore store = new RedisRulesetStore(
                connect(clients),
                new Publications(vertx, clients, RedisRulesetStore.channel("test")),
                "test",
                node,
                versionsMax);
        opened.add(store::close);
        return store;
    }

    RedisLists lists(URI server) {
        return lists(at(vertx, server));
    }

    RedisLists lists(List<URI> cluster) {
        return lists(cluster(vertx, cluster));
    }

    private RedisLists lists(Supplier<Redis> clients) {
        RedisLists lists =
                new RedisLists(connect(clients), new Publications(vertx, clients, RedisLists.channel("test")), "test");
        opened.add(lists::close);
        return lists;
    }

    /** A node's store of merchants. */
    public SharedMerchantStore merchants(URI server) {
        return merchants(server, MerchantStore.MERCHANTS_MAX);
    }

    RedisMerchants merchants(URI server, int merchantsMax) {
        return merchants(at(vertx, server), merchantsMax);
    }

    RedisMerchants merchants(List<URI> cluster) {
        return merchants(cluster(vertx, cluster), MerchantStore.MERCHANTS_MAX);
    }

    private RedisMerchants merchants(Supplier<Redis> clients, int merchantsMax) {
        RedisMerchants merchants = new RedisMerchants(
                connect(clients),
                new Publications(vertx, clients, RedisMerchants.channel("test")),
                "test",
                merchantsMax);
        opened.add(merchants::close);
        return merchants;
    }

    /** A node's way to tell others what it let through. */
    public QuotaExchange quotas(URI server) {
        return quotas(server, RedisQuotas.MERCHANTS_COUNTED_MAX);
    }

    QuotaExchange quotas(URI server, int merchantsCountedMax) {
        RedisQuotas quotas = new RedisQuotas(connect(at(vertx, server)), "test", merchantsCountedMax);
        opened.add(quotas::close);
        return quotas;
    }

    QuotaExchange quotas(List<URI> cluster) {
        RedisQuotas quotas = new RedisQuotas(connect(cluster(vertx, cluster)), "test");
        opened.add(quotas::close);
        return quotas;
    }

    /** A node's way to tell others what it has counted. */
    public UsageExchange usage(URI server) {
        RedisUsage usage = new RedisUsage(connect(at(vertx, server)), "test");
        opened.add(usage::close);
        return usage;
    }

    RedisLimits limits(URI server) {
        Supplier<Redis> clients = at(vertx, server);
        RedisLimits limits = new RedisLimits(
                connect(clients), new Publications(vertx, clients, RedisLimits.channel("test")), "test");
        opened.add(limits::close);
        return limits;
    }

    /**
     * A node's ledger, which waits for Redis as long as a busy machine may need.
     *
     * @param lack is told what Redis may lack
     */
    public SharedLedger ledger(URI server, Clock clock, Consumer<Gap> lack) {
        RedisLink link = connected(at(vertx, server));
        opened.add(link::close);
        KeyNames names = new KeyNames("test", new byte[32]);
        return new RedisLedger(
                vertx,
                new LoopLinks(link, () -> link),
                () -> names,
                lack,
                call -> call.get().timeout(1, TimeUnit.SECONDS).toCompletionStage(),
                clock);
    }

    BlockingLink link(URI server) {
        BlockingLink link = connect(at(vertx, server));
        opened.add(link::close);
        return link;
    }

    /**
     * What a diagnosis sees of Redis, whose breakers stay closed.
     *
     * @param clock the node's
     */
    public SharedStore watched(URI server, Clock clock) {
        RedisLink link = connected(at(vertx, server));
        opened.add(link::close);
        return new RedisWatch(
                () -> new SharedStore.State(link.isConnected(), true, List.of()),
                () -> link.send(Request.cmd(Command.TIME)),
                clock);
    }

    private BlockingLink connect(Supplier<Redis> clients) {
        return new BlockingLink(connected(clients));
    }

    private RedisLink connected(Supplier<Redis> clients) {
        RedisLink link =
                new RedisLink(vertx, clients, RedisLink.RETRY_MAX_OF_DECISIONS, connection -> {}, pushed -> {});
        try {
            link.awaitConnected(CONNECT_MAX);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return link;
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
