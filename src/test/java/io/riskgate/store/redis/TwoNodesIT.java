package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.redis.RedisServer;
import io.riskgate.scenario.PackagedEngine;
import io.riskgate.store.redis.SteadyLoad.Action;
import io.riskgate.store.redis.SteadyLoad.Sent;
import io.riskgate.usage.CountedUsage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged engines and one Redis. */
class TwoNodesIT {

    private static final int CHECKOUTS = Integer.getInteger("riskgate.nodes.checkouts", 4_000);
    private static final int PER_SECOND = 800;
    private static final Duration EXACT_MAX = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RULES = """
            package platform
            rule "third" when Checkout( velocity.count("card", "1h") >= 3 ) then decision.review("third"); end
            rule "sum" when Checkout( velocity.sum("card", "24h") >= 1000000000 ) then decision.review("sum"); end
            """;

    @TempDir
    Path directory;

    private RedisServer server;
    private PackagedEngine a;
    private PackagedEngine b;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.start();
        a = launch("a");
        b = launch("b");
        a.awaitReady();
        b.awaitReady();
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        server.close();
    }

    private PackagedEngine node(String name) throws IOException {
        return launch(name).awaitReady();
    }

    private PackagedEngine launch(String name) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Files.writeString(
                Files.createDirectories(home.resolve("rules/platform")).resolve("rules.drl"), RULES);
        // A patient one: what is tested is what is counted, and the machine may be busy.
        return PackagedEngine.launch(
                home,
                "-Driskgate.store=redis",
                "-Driskgate.redis.timeout=200ms",
                "-Dquarkus.redis.hosts=" + server.uri());
    }

    private static JsonNode decide(PackagedEngine engine, String id, String card) throws IOException {
        HttpResponse<String> answer = engine.post("/v1/decisions", """
                {"id":"%s","merchantId":"acme","amount":10,"currency":"USD","card":{"fingerprint":"%s"}}""".formatted(id, card));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void checkoutsOfOneCardOnBothNodes_areCountedTogether() throws Exception {
        assertThat(decide(a, "1", "card").path("verdict").asText()).isEqualTo("APPROVE");
        assertThat(decide(b, "2", "card").path("verdict").asText()).isEqualTo("APPROVE");
        assertThat(decide(a, "3", "card").path("verdict").asText()).isEqualTo("REVIEW");
    }

    @Test
    void retryOnTheOtherNode_getsTheFirstAnswer() throws Exception {
        decide(a, "1", "card");
        decide(a, "2", "card");
        JsonNode first = decide(a, "2", "card");
        await().untilAsserted(() -> assertThat(decide(b, "2", "card")).isEqualTo(first));
        // Had the retry been counted, this one would be the fourth.
        assertThat(decide(b, "3", "card").path("verdict").asText()).isEqualTo("REVIEW");
        assertThat(new CountedWindows(server).wrong(Map.of("acme card", 3L))).isEmpty();
    }

    @Test
    void usage_isThatOfBothNodes() throws Exception {
        for (int i = 0; i < 5; i++) {
            decide(i < 3 ? a : b, "u-" + i, "card");
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            for (PackagedEngine engine : List.of(a, b)) {
                JsonNode usage =
                        JSON.readTree(engine.get("/v1/usage?merchant=acme").body());
                assertThat(usage.path("nodes")).hasSize(2);
                assertThat(sum(usage, "decisions")).isEqualTo(5);
                assertThat(sum(usage, "ruleEvaluations")).isEqualTo(10);
                assertThat(sum(usage, "redisRoundTrips")).isEqualTo(5);
            }
        });
    }

    @Test
    void usageAfterAKill_isWhatTheJournalsOfBothHave() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (ExecutorService lanes = Executors.newFixedThreadPool(2)) {
            for (PackagedEngine engine : List.of(a, b)) {
                lanes.submit(() -> {
                    try {
                        while (answered.get() < 3_000) {
                            decide(engine, "k-" + answered.incrementAndGet(), "card");
                        }
                    } catch (IOException killed) {
                        // b was, while it had this request.
                    }
                });
            }
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> answered.get() >= 2_000);
            b.kill();
        }
        b = node("b");
        CountedUsage journalled = CountedUsage.of(directory.resolve("a/data"), directory.resolve("b/data"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            for (PackagedEngine engine : List.of(a, b)) {
                JsonNode usage = JSON.readTree(engine.get("/v1/usage").body());
                assertThat(usage.path("nodes")).hasSize(2);
                assertThat(CountedUsage.of(usage).rows()).isEqualTo(journalled.rows());
            }
        });
        assertThat(journalled.rows().values())
                .allSatisfy(row -> assertThat(row.getFirst()).isPositive());
    }

    private static long sum(JsonNode usage, String column) {
        long sum = 0;
        for (JsonNode row : usage.path("rows")) {
            sum += row.path(column).asLong();
        }
        return sum;
    }

    @Test
    void parallelCheckoutsOverBothNodes_areAllCounted() throws Exception {
        SteadyLoad load = new SteadyLoad("load", List.of(a.url(), b.url()));
        List<Sent> sent = load.run(PER_SECOND, Duration.ofMillis(CHECKOUTS * 1_000L / PER_SECOND), List.of());
        Map<String, Long> expected = CountedWindows.expected(List.of(sent));
        awaitExact(expected);
        System.out.printf(
                "two nodes: %d checkouts at %d/s over both, %d not 200, %d windows exact%n",
                sent.size(),
                PER_SECOND,
                sent.stream().filter(one -> one.status() != 200).count(),
                expected.size());
        assertThat(sent).allSatisfy(one -> assertThat(one.status()).isEqualTo(200));
    }

    @Test
    void nodeKilledWhileRedisIsFrozen_losesNothingThatItJournalled() throws Exception {
        SteadyLoad load = new SteadyLoad("load", List.of(a.url()));
        List<Sent> sent = load.run(
                300,
                Duration.ofSeconds(4),
                List.of(
                        new Action(Duration.ofSeconds(2), server::freeze),
                        new Action(Duration.ofMillis(3_500), this::killA)));
        server.thaw();
        server.kill();
        server.restart();
        a = node("a");
        Map<String, Long> journalled = Journalled.groups(directory.resolve("a/data"));
        awaitExact(journalled);
        System.out.printf(
                "killed while Redis was frozen, both restarted: %d of %d checkouts answered, %d journalled, %d windows exact%n",
                sent.stream().filter(one -> one.status() == 200).count(),
                sent.size(),
                journalled.values().stream().mapToLong(Long::longValue).sum(),
                journalled.size());
    }

    private void killA() {
        try {
            a.kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitExact(Map<String, Long> expected) {
        CountedWindows windows = new CountedWindows(server);
        await().atMost(EXACT_MAX).pollInterval(Duration.ofMillis(200)).until(() -> windows.wrong(expected)
                .isEmpty());
    }
}
