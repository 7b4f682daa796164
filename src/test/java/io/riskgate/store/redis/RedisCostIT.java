package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.redis.RedisServer;
import io.riskgate.scenario.PackagedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decision costs Redis: calls, bytes, memory. */
class RedisCostIT {

    private static final int DECISIONS = 500;

    @TempDir
    Path directory;

    private PackagedEngine engine(RedisServer server, String rules) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("rules/platform")).resolve("rules.drl"), rules);
        PackagedEngine engine = PackagedEngine.start(
                directory,
                "-Driskgate.store=redis",
                "-Driskgate.redis.timeout=200ms",
                "-Dquarkus.redis.hosts=" + server.uri());
        decide(engine, "first", 0);
        return engine;
    }

    private static void decide(PackagedEngine engine, String id, int card) throws IOException {
        assertThat(engine.post("/v1/decisions", """
                        {"id":"%s","merchantId":"acme","amount":10,"currency":"USD","card":{"fingerprint":"card-%d"},"device":{"id":"d-1"}}""".formatted(id, card)).statusCode())
                .isEqualTo(200);
    }

    /** What decisions waited for; what the node does by itself goes over other connections, and is not counted. */
    private static long roundTrips(PackagedEngine engine) throws IOException {
        return engine.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("riskgate_redis_round_trips_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    /** Marks with an answer in them. */
    private static long answers(RedisServer server) {
        return (Long) Objects.requireNonNull(server.command("EVAL", """
                local answers = 0
                for _, key in ipairs(redis.call('KEYS', 'riskgate:1:{acme}:id:*')) do
                  if redis.call('STRLEN', key) > 0 then answers = answers + 1 end
                end
                return answers
                """, "0"));
    }

    private static long bytes(RedisServer server, String direction) {
        return Long.parseLong(server.info("total_net_" + direction + "_bytes").orElseThrow());
    }

    @Test
    void withVelocity_oneRoundTripAndOneAnswerLeftBehind() throws Exception {
        try (RedisServer server = RedisServer.start();
                PackagedEngine engine = engine(server, """
                        package platform
                        rule "count" when Checkout( velocity.count("card", "1h") >= 1000 ) then decision.review("count"); end
                        rule "count2" when Checkout( velocity.count("card", "24h") >= 1000 ) then decision.review("count"); end
                        rule "sum" when Checkout( velocity.sum("card", "24h") >= 1000000 ) then decision.review("sum"); end
                        rule "distinct" when Checkout( velocity.distinct("device", "card", "1h") >= 1000 ) then decision.review("distinct"); end
                        """)) {
            long trips = roundTrips(engine);
            long in = bytes(server, "input");
            long out = bytes(server, "output");
            for (int i = 0; i < DECISIONS; i++) {
                decide(engine, "id-" + i, i);
            }
            assertThat(roundTrips(engine) - trips).isEqualTo(DECISIONS);
            await().untilAsserted(() -> assertThat(answers(server)).isEqualTo(DECISIONS + 1));
            System.out.printf(
                    "cost with four features: 1 round trip, %d bytes to and %d bytes from Redis a decision, what the node asks by"
                            + " itself included%n",
                    (bytes(server, "input") - in) / DECISIONS, (bytes(server, "output") - out) / DECISIONS);
            for (String kind : List.of("id:*", "n:card:*", "s:card:*", "d:device:card:*")) {
                List<?> keys = (List<?>) Objects.requireNonNull(server.command("KEYS", "riskgate:1:{acme}:" + kind));
                System.out.printf(
                        "cost in memory: %s, %s bytes with its name%n",
                        kind, server.command("MEMORY", "USAGE", String.valueOf(keys.getLast())));
            }
        }
    }

    @Test
    void withoutVelocity_nothing() throws Exception {
        try (RedisServer server = RedisServer.start();
                PackagedEngine engine = engine(server, """
                        package platform
                        rule "amount" when Checkout( amount >= 1000 ) then decision.review("amount"); end
                        """)) {
            long trips = roundTrips(engine);
            for (int i = 0; i < DECISIONS; i++) {
                decide(engine, "id-" + i, i);
            }
            assertThat(roundTrips(engine) - trips).isZero();
            assertThat(answers(server)).isZero();
            System.out.println("cost without velocity: no round trip, nothing left behind");
        }
    }
}
