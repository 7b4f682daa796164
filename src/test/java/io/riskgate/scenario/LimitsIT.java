package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import io.riskgate.redis.RedisServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of packaged engines that are killed, or whose Redis is frozen and flushed. */
class LimitsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration EXACT_MAX = Duration.ofSeconds(60);
    private static final int CUSTOMERS = 5;

    @TempDir
    Path directory;

    private static void limit(PackagedEngine engine) throws IOException {
        HttpResponse<String> set = engine.put("/v1/limits/platform/daily", """
                {"by":"customer","amount":1000,"currency":"USD","window":"24h","hold":"1h"}""");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(201);
    }

    private static String checkout(String id, String customer, String amount) {
        return """
                {"id":"%s","merchantId":"acme","amount":%s,"currency":"USD","customer":{"id":"%s"}}""".formatted(id, amount, customer);
    }

    private static JsonNode decide(PackagedEngine engine, String id, int number) throws IOException {
        HttpResponse<String> answer = engine.post("/v1/decisions", checkout(id, "customer-" + number % CUSTOMERS, "2"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String settle(PackagedEngine engine, String id, String how) throws IOException {
        return JSON.readTree(engine.post("/v1/decisions/" + id + "/" + how, "{\"merchantId\":\"acme\"}")
                        .body())
                .path("state")
                .asText();
    }

    /** What is available to each customer, as an explanation says it, which counts nothing. */
    private static Map<String, Integer> available(PackagedEngine engine) throws IOException {
        Map<String, Integer> available = new TreeMap<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            String customer = "customer-" + i;
            JsonNode explained = JSON.readTree(engine.post("/v1/decisions/explain", checkout("look", customer, "0"))
                    .body());
            available.put(
                    customer,
                    explained
                            .path("features")
                            .path("limits.available(\"daily\")")
                            .decimalValue()
                            .intValue());
        }
        return available;
    }

    /** What should be available by what the journals say is held, less what was released. */
    private static Map<String, Integer> expected(List<Path> dataDirs, List<String> released) throws IOException {
        Map<String, Integer> available = new TreeMap<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            available.put("customer-" + i, 1_000);
        }
        for (Path dataDir : dataDirs) {
            JournalReader.replay(FileJournal.directory(dataDir), entry -> {
                if (entry.decision().reservation() != null
                        && !released.contains(entry.checkout().id())) {
                    available.merge(entry.checkout().customer().id(), -2, Integer::sum);
                }
            });
        }
        return available;
    }

    @Test
    void killedNode_hasItsReservationsBack() throws Exception {
        List<String> released = new ArrayList<>();
        try (PackagedEngine engine = PackagedEngine.start(directory)) {
            limit(engine);
            for (int i = 0; i < 400; i++) {
                decide(engine, "c-" + i, i);
                if (i % 4 == 1) {
                    assertThat(settle(engine, "c-" + i, "release")).isEqualTo("released");
                    released.add("c-" + i);
                } else if (i % 4 == 2) {
                    assertThat(settle(engine, "c-" + i, "confirm")).isEqualTo("confirmed");
                }
            }
            awaitJournalled(released);
            engine.kill();
        }
        try (PackagedEngine engine = PackagedEngine.start(directory)) {
            Map<String, Integer> expected = expected(List.of(directory.resolve("data")), released);
            System.out.printf("limits killed: available %s%n", expected);
            assertThat(available(engine)).isEqualTo(expected);
            assertThat(settle(engine, "c-1", "confirm")).isEqualTo("released");
            assertThat(settle(engine, "c-2", "release")).isEqualTo("confirmed");
            assertThat(settle(engine, "c-3", "release")).isEqualTo("released");
        }
    }

    /** A killed process may lose the last millisecond. */
    private void awaitJournalled(List<String> released) {
        await().until(() -> expected(List.of(directory.resolve("data")), released).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum()
                == CUSTOMERS * 1_000 - 300 * 2);
    }

    @Test
    void frozenAndFlushedRedis_isExactAfterwards() throws Exception {
        try (RedisServer server = RedisServer.start();
                PackagedEngine a = node("a", server);
                PackagedEngine b = node("b", server)) {
            limit(a);
            await().until(() -> b.get("/v1/limits/platform/daily").statusCode() == 200);
            int local = 0;
            for (int i = 0; i < 300; i++) {
                if (i == 100) {
                    server.freeze();
                }
                if (i == 200) {
                    server.thaw();
                }
                JsonNode decision = decide(i % 2 == 0 ? a : b, "c-" + i, i);
                if (decision.path("degraded").toString().contains("limits:local")) {
                    local++;
                }
            }
            List<Path> dataDirs = List.of(directory.resolve("a/data"), directory.resolve("b/data"));
            awaitExact(a, dataDirs, List.of());
            assertThat(local).isPositive();
            await().until(() -> settle(b, "c-0", "release").equals("released"));

            server.command("FLUSHALL");
            awaitExact(a, dataDirs, List.of("c-0"));
            awaitExact(b, dataDirs, List.of("c-0"));
            assertThat(settle(a, "c-0", "confirm")).isEqualTo("released");
            System.out.printf(
                    "limits frozen and flushed: %d of 300 decided without Redis, available afterwards %s%n",
                    local, available(a));
        }
    }

    private PackagedEngine node(String name, RedisServer server) throws IOException {
        return PackagedEngine.start(
                Files.createDirectories(directory.resolve(name)),
                "-Driskgate.store=redis",
                "-Driskgate.redis.timeout=50ms",
                "-Driskgate.limits.local-share=0.5",
                "-Dquarkus.redis.hosts=" + server.uri());
    }

    private static void awaitExact(PackagedEngine engine, List<Path> dataDirs, List<String> released) {
        await().atMost(EXACT_MAX).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertThat(available(engine))
                .isEqualTo(expected(dataDirs, released)));
    }
}
