package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.redis.RedisServer;
import io.riskgate.scenario.PackagedEngine;
import io.riskgate.store.redis.SteadyLoad.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one Redis behind a load balancer, each replaced while 500 checkouts a second come, by {@code ./riskgate rolling}; with a JAR that
 * begins with another build, replaces both nodes by this one, and both by the other one again.
 */
@EnabledIfSystemProperty(named = "riskgate.rolling", matches = "true", disabledReason = "./riskgate rolling runs it")
class RollingRestartIT {

    private static final int PER_SECOND = 500;
    private static final Duration EXACT_MAX = Duration.ofSeconds(60);
    private static final Path THIS = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Optional<Path> OTHER =
            Optional.ofNullable(System.getProperty("riskgate.rolling.other")).map(Path::of);

    /** How long a balancer's operator waits, once a node of a build that does not say that it is to stop is out of it. */
    private static final Duration TAKEN_OUT = Duration.ofMillis(500);

    private static final String RULES = """
            package platform
            rule "third" when Checkout( velocity.count("card", "1h") >= 3 ) then decision.score(1, "third"); end
            """;

    @TempDir
    Path directory;

    private final RedisServer server = RedisServer.start();
    private final Balancer balancer = new Balancer();
    private final Map<String, PackagedEngine> nodes = new ConcurrentSkipListMap<>();
    private final SteadyLoad load = new SteadyLoad("rolling", balancer::choose);

    @AfterEach
    void stop() {
        balancer.close();
        nodes.values().forEach(PackagedEngine::close);
        server.close();
    }

    private PackagedEngine start(Path jar, String name) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Files.writeString(
                Files.createDirectories(home.resolve("rules/platform")).resolve("rules.drl"), RULES);
        return PackagedEngine.start(
                jar,
                home,
                "-XX:TieredStopAtLevel=4",
                "-Driskgate.store=redis",
                "-Driskgate.redis.timeout=200ms",
                "-Dquarkus.shutdown.delay=1s",
                "-Dquarkus.redis.hosts=" + server.uri());
    }

    @Test
    void eachNodeReplacedUnderLoad_noErrorAndNothingLost() throws Exception {
        Path first = OTHER.orElse(THIS);
        AtomicBoolean over = new AtomicBoolean();
        List<Sent> sent;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> b = threads.submit(() -> join("b", first));
            join("a", first);
            b.get();
            Future<List<Sent>> sending = threads.submit(() -> load.runUntil(PER_SECOND, over::get));
            awaitLoad();
            try {
                replace("a", first, THIS);
                replace("b", first, THIS);
                if (OTHER.isPresent()) {
                    replace("a", THIS, first);
                    replace("b", THIS, first);
                }
            } finally {
                over.set(true);
            }
            sent = sending.get();
        }
        Map<String, Long> expected = CountedWindows.expected(List.of(sent));
        System.out.printf(
                "rolling restart, %s: %d checkouts at %d/s, %d not 200, %d without Redis, %d too late; slowest %d ms%n",
                OTHER.map(jar -> "from another build to this one and back").orElse("each node once"),
                sent.size(),
                PER_SECOND,
                sent.stream().filter(one -> one.status() != 200).count(),
                sent.stream().filter(Sent::degraded).count(),
                sent.stream().filter(Sent::late).count(),
                sent.stream().mapToLong(Sent::latencyNanos).max().orElse(0) / 1_000_000);
        assertThat(sent).allSatisfy(one -> assertThat(one.status()).isEqualTo(200));
        CountedWindows windows = new CountedWindows(server);
        await().atMost(EXACT_MAX)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(windows.wrong(expected)).isEmpty());
        for (PackagedEngine node : nodes.values()) {
            node.terminate();
        }
        assertThat(journalled()).isEqualTo(expected);
        assertThat(server.command("HMGET", "riskgate:layout", "written", "readable-from"))
                .isEqualTo(List.of("1", "1"));
        System.out.printf("rolling restart: %d windows exact, nothing missing in the journals%n", expected.size());
    }

    private Void join(String name, Path jar) throws IOException {
        PackagedEngine node = start(jar, name);
        nodes.put(name, node);
        balancer.add(node.url());
        await().atMost(Duration.ofSeconds(10)).until(() -> balancer.sendsTo(node.url()));
        return null;
    }

    private void replace(String name, Path running, Path next) throws Exception {
        PackagedEngine node = nodes.get(name);
        if (!running.equals(THIS)) {
            balancer.remove(node.url());
            await().pollDelay(TAKEN_OUT).until(() -> true);
        }
        node.askToStop();
        assertThat(node.awaitExit(Duration.ofSeconds(20))).isEqualTo(143);
        balancer.remove(node.url());
        node.close();
        join(name, next);
        awaitLoad();
    }

    /** So that both nodes have had some of it. */
    private void awaitLoad() {
        int before = load.answered();
        await().atMost(Duration.ofSeconds(10)).until(() -> load.answered() - before >= PER_SECOND / 2);
    }

    private Map<String, Long> journalled() throws IOException {
        Map<String, Long> both = new TreeMap<>();
        for (String name : nodes.keySet()) {
            Journalled.groups(directory.resolve(name).resolve("data"))
                    .forEach((group, count) -> both.merge(group, count, Long::sum));
        }
        return both;
    }
}
