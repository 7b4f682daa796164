package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.redis.RedisServer;
import io.riskgate.scenario.PackagedEngine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Redis answers when it cannot: a verdict on the node's own windows, with a metric, and never a failure. */
class RedisErrorsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private RedisServer server;
    private PackagedEngine engine;
    private int ids;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.start();
        Files.writeString(
                Files.createDirectories(directory.resolve("rules/platform")).resolve("rules.drl"), """
                package platform
                rule "count" when Checkout( velocity.count("card", "1h") >= 1000 ) then decision.review("count"); end
                rule "list" when Checkout( lists.contains("blocked", card.bin) ) then decision.review("list"); end
                """);
        engine = PackagedEngine.start(
                directory,
                "-Driskgate.store=redis",
                "-Driskgate.redis.timeout=200ms",
                "-Dquarkus.redis.hosts=" + server.uri());
        assertThat(degraded("card")).isEmpty();
    }

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    private List<String> degraded(String card) throws IOException {
        HttpResponse<String> answer = engine.post("/v1/decisions", """
                {"id":"%d","merchantId":"acme","amount":10,"currency":"USD","card":{"fingerprint":"%s"}}""".formatted(++ids, card));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode named = JSON.readTree(answer.body()).path("degraded");
        return JSON.convertValue(named, JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    private String keyOf(String card) {
        List<?> keys = (List<?>) Objects.requireNonNull(server.command("KEYS", "riskgate:1:{acme}:n:card:*"));
        assertThat(keys).as(card).hasSize(1);
        return String.valueOf(keys.getFirst());
    }

    private void assertMetric(String reason) throws IOException {
        assertThat(engine.get("/q/metrics")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("riskgate_redis_missing_total")))
                .anyMatch(line -> line.contains("reason=\"" + reason + "\""));
    }

    @Test
    void valueOfAnotherType() throws IOException {
        String key = keyOf("card");
        server.command("DEL", key);
        server.command("LPUSH", key, "foreign");
        assertThat(degraded("card")).containsExactly("velocity:local");
        assertMetric("wrongtype");
        assertThat(degraded("other")).isEmpty();
    }

    @Test
    void corruptValue() throws IOException {
        server.command("SET", keyOf("card"), "not a timeline");
        assertThat(degraded("card")).containsExactly("velocity:local");
        assertMetric("corrupt");
        assertThat(degraded("other")).isEmpty();
    }

    @Test
    void flushedScripts_areSentAgain() throws IOException {
        server.command("SCRIPT", "FLUSH");
        assertThat(degraded("card")).isEmpty();
    }

    @Test
    void noMemory() throws IOException {
        server.command("CONFIG", "SET", "maxmemory", "1");
        assertThat(degraded("card")).containsExactly("velocity:local");
        assertMetric("oom");
        server.command("CONFIG", "SET", "maxmemory", "0");
        awaitCounted(2);
    }

    @Test
    void readOnlyReplica() throws IOException {
        try (RedisServer master = RedisServer.start()) {
            server.command("REPLICAOF", "127.0.0.1", String.valueOf(master.port()));
            await().untilAsserted(() -> assertThat(server.info("role")).contains("slave"));
            assertThat(degraded("card")).containsExactly("velocity:local");
            server.command("REPLICAOF", "NO", "ONE");
            await().untilAsserted(() -> assertThat(degraded("card")).isEmpty());
        }
    }

    @Test
    void frozenRedis_makesListsStaleUntilItIsBack() {
        server.freeze();
        await().untilAsserted(() -> assertThat(degraded("card")).contains("velocity:local", "lists:stale"));
        server.thaw();
        await().untilAsserted(() -> assertThat(degraded("card")).isEmpty());
    }

    @Test
    void redisThatLetsNobodyIn_stopsTheStartWithASentence() {
        try (RedisServer locked = RedisServer.start("requirepass secret")) {
            assertThatThrownBy(() -> PackagedEngine.start(
                            Files.createDirectories(directory.resolve("locked")),
                            "-Driskgate.store=redis",
                            "-Driskgate.redis.start-timeout=1s",
                            "-Dquarkus.redis.hosts=" + locked.uri()))
                    .hasMessageContaining("Redis was not reached within 1 s")
                    .hasMessageContaining("NOAUTH");
        }
    }

    @Test
    void redisWithoutHosts_stopsTheStartWithASentence() {
        assertThatThrownBy(() -> PackagedEngine.start(
                        Files.createDirectories(directory.resolve("nowhere")), "-Driskgate.store=redis"))
                .hasMessageContaining("riskgate.store=redis needs quarkus.redis.hosts");
    }

    /** What was missed is counted when Redis is well again. */
    private void awaitCounted(long count) {
        CountedWindows windows = new CountedWindows(server);
        await().until(() -> windows.wrong(Map.of("acme card", count)).isEmpty());
    }
}
