package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.redis.RedisCluster;
import io.riskgate.redis.RedisSentinel;
import io.riskgate.redis.RedisServer;
import io.riskgate.redis.SlowLink;
import io.riskgate.scenario.PackagedEngine;
import io.riskgate.store.redis.SteadyLoad.Action;
import io.riskgate.store.redis.SteadyLoad.Sent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged engine under steady load, while Redis is frozen, slow, gone, flushed or cut off. Each checkout is answered, and
 * when Redis is back it has counted each one once. Times are printed and not asserted: load, engine and Redis share the cores
 * with whatever else runs. {@code -Driskgate.faults.seconds=20} makes it long.
 */
class RedisFaultsIT {

    private static final int SECONDS = Integer.getInteger("riskgate.faults.seconds", 6);
    private static final int PER_SECOND = Integer.getInteger("riskgate.faults.rate", 500);
    private static final Duration FAULT_AT = Duration.ofMillis(SECONDS * 1_000L / 3);
    private static final Duration FAULT_ENDS = Duration.ofMillis(SECONDS * 2_000L / 3);
    /** How long after a fault, and after its end, latency is not held against the engine. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final Duration WARM = Duration.ofSeconds(SECONDS / 2);

    private static final Duration EXACT_MAX = Duration.ofSeconds(60);

    private static final String RULES = """
            package platform
            rule "count" when Checkout( velocity.count("card", "1h") >= 1000000 ) then decision.review("count"); end
            rule "sum" when Checkout( velocity.sum("card", "24h") >= 1000000000 ) then decision.review("sum"); end
            rule "distinct" when Checkout( velocity.distinct("device", "card", "1h") >= 1000 ) then decision.review("distinct"); end
            rule "merchant" when Checkout( velocity.count("merchant", "24h") >= 1000000000 ) then decision.review("merchant"); end
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void writeRules() throws IOException {
        Path rules = Files.createDirectories(directory.resolve("rules/platform"));
        Files.writeString(rules.resolve("rules.drl"), RULES);
    }

    private PackagedEngine engine(URI redis) throws IOException {
        return engine(redis.toString(), "-Dquarkus.redis.client-type=standalone");
    }

    private PackagedEngine engine(String hosts, String... client) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseZGC",
                "-XX:TieredStopAtLevel=4",
                "-Driskgate.budget=5ms",
                "-Driskgate.store=redis",
                "-Dquarkus.redis.hosts=" + hosts));
        options.addAll(List.of(client));
        return PackagedEngine.start(directory, options.toArray(String[]::new));
    }

    @Test
    void redisFrozen() throws Exception {
        try (RedisServer server = RedisServer.start();
                PackagedEngine engine = engine(server.uri())) {
            run("redis_frozen", engine, server, server::freeze, server::thaw);
        }
    }

    @Test
    void redisKilledAndBack() throws Exception {
        try (RedisServer server = RedisServer.start("appendonly yes");
                PackagedEngine engine = engine(server.uri())) {
            run("redis_killed_and_back", engine, server, server::kill, server::restart);
        }
    }

    @Test
    void redisFlushed() throws Exception {
        try (RedisServer server = RedisServer.start();
                PackagedEngine engine = engine(server.uri())) {
            run(
                    "redis_flushed",
                    engine,
                    server,
                    () -> server.command("FLUSHALL"),
                    () -> server.command("SCRIPT", "FLUSH"));
        }
    }

    @Test
    void redisSlow() throws Exception {
        try (RedisServer server = RedisServer.start();
                SlowLink link = SlowLink.to(server.port());
                PackagedEngine engine = engine(link.uri())) {
            run("redis_slow", engine, server, () -> link.toClient().delay(Duration.ofMillis(20)), () -> link.toClient()
                    .delay(Duration.ZERO));
        }
    }

    @Test
    void partition() throws Exception {
        try (RedisServer server = RedisServer.start();
                SlowLink link = SlowLink.to(server.port());
                PackagedEngine engine = engine(link.uri())) {
            run("partition", engine, server, link::partition, link::heal);
        }
    }

    @Test
    void clusterFailover() throws Exception {
        try (RedisCluster cluster = RedisCluster.withReplicas();
                PackagedEngine engine = engine(
                        cluster.uris().stream().map(URI::toString).collect(Collectors.joining(",")),
                        "-Dquarkus.redis.client-type=cluster")) {
            RedisServer master = cluster.masterOf("{m-0}");
            run("cluster_failover", engine, new CountedWindows(cluster::masterOf), master::kill, () -> {});
        }
    }

    @Test
    void sentinelFailover() throws Exception {
        try (RedisSentinel group = RedisSentinel.start(3);
                PackagedEngine engine = engine(
                        group.uris().stream().map(URI::toString).collect(Collectors.joining(",")),
                        "-Dquarkus.redis.client-type=sentinel",
                        "-Dquarkus.redis.master-name=" + RedisSentinel.MASTER_NAME)) {
            RedisServer master = group.master();
            run("sentinel_failover", engine, new CountedWindows(key -> group.master()), master::kill, () -> {});
        }
    }

    private void run(String scenario, PackagedEngine engine, RedisServer server, Runnable fault, Runnable end)
            throws Exception {
        run(scenario, engine, new CountedWindows(server), fault, end);
    }

    private void run(String scenario, PackagedEngine engine, CountedWindows windows, Runnable fault, Runnable end)
            throws Exception {
        List<URI> urls = List.of(engine.url());
        List<Sent> warm = new SteadyLoad("warm", urls).run(PER_SECOND, WARM, List.of());
        Breaker breaker = new Breaker(engine);
        AtomicLong faultAt = new AtomicLong();
        List<Sent> sent = new SteadyLoad("load", urls)
                .run(
                        PER_SECOND,
                        Duration.ofSeconds(SECONDS),
                        List.of(
                                new Action(FAULT_AT, () -> {
                                    faultAt.set(System.nanoTime());
                                    fault.run();
                                }),
                                new Action(FAULT_AT.plusMillis(1), () -> breaker.awaitOpen(FAULT_ENDS.minus(FAULT_AT))),
                                new Action(FAULT_ENDS, end)));
        Map<String, Long> expected = CountedWindows.expected(List.of(warm, sent));
        long exactFromNanos = System.nanoTime();
        await().atMost(EXACT_MAX).pollInterval(Duration.ofMillis(100)).until(() -> windows.wrong(expected)
                .isEmpty());
        long exactMillis = (System.nanoTime() - exactFromNanos) / 1_000_000;
        report(scenario, sent, breaker.openedAfterMillis(faultAt.get()), expected.size(), exactMillis);
        assertThat(sent).allSatisfy(one -> assertThat(one.status()).isEqualTo(200));
    }

    private static void report(String scenario, List<Sent> sent, long breakerMillis, int windows, long exactMillis) {
        long[] all = latencies(sent);
        long[] outside =
                latencies(sent.stream().filter(one -> !isInGrace(one.atNanos())).toList());
        System.out.printf(
                "%s: %d checkouts at %d/s, %d not 200; P50 %.2f, P99 %.2f, P99 outside of %d ms after each change %.2f, max %.2f ms;"
                        + " by the engine's clock P99 %.2f ms; %.1f %% velocity:local, %.1f %% overload; breaker open %s; %d"
                        + " windows exact %d ms after the load%n",
                scenario,
                sent.size(),
                PER_SECOND,
                sent.stream().filter(one -> one.status() != 200).count(),
                percentile(all, 0.5),
                percentile(all, 0.99),
                GRACE.toMillis(),
                percentile(outside, 0.99),
                percentile(all, 1),
                percentile(
                        sent.stream()
                                .filter(one -> !isInGrace(one.atNanos()))
                                .mapToLong(one -> one.elapsedMicros() * 1_000)
                                .sorted()
                                .toArray(),
                        0.99),
                share(sent.stream().filter(Sent::degraded).count(), sent.size()),
                share(sent.stream().filter(Sent::late).count(), sent.size()),
                breakerMillis < 0 ? "never" : "after " + breakerMillis + " ms",
                windows,
                exactMillis);
    }

    private static boolean isInGrace(long atNanos) {
        return isWithin(atNanos, FAULT_AT) || isWithin(atNanos, FAULT_ENDS);
    }

    private static boolean isWithin(long atNanos, Duration from) {
        // What was sent just before is still waiting when the fault comes.
        return atNanos >= from.minusMillis(10).toNanos()
                && atNanos < from.plus(GRACE).toNanos();
    }

    private static long[] latencies(List<Sent> sent) {
        return sent.stream().mapToLong(Sent::latencyNanos).sorted().toArray();
    }

    private static double percentile(long[] sorted, double share) {
        int index = (int) Math.min(sorted.length - 1, Math.floor(share * sorted.length));
        return sorted[index] / 1e6;
    }

    private static double share(long part, int whole) {
        return 100.0 * part / whole;
    }

    /** When the engine's breaker opened, by its metric. */
    private static final class Breaker {

        private final PackagedEngine engine;
        private volatile long openedAtNanos = -1;

        Breaker(PackagedEngine engine) {
            this.engine = engine;
        }

        /** Looks rarely, since each look costs the engine time that decisions want. */
        void awaitOpen(Duration atMost) {
            try {
                await().atMost(atMost).pollInterval(Duration.ofMillis(10)).until(this::isOpen);
                openedAtNanos = System.nanoTime();
            } catch (ConditionTimeoutException stayedClosed) {
                // Which is what the report then says.
            }
        }

        private boolean isOpen() throws IOException {
            return engine.get("/q/metrics").body().contains("riskgate_redis_breaker_open 1.0");
        }

        long openedAfterMillis(long faultAtNanos) {
            return openedAtNanos < 0 ? -1 : (openedAtNanos - faultAtNanos) / 1_000_000;
        }
    }
}
