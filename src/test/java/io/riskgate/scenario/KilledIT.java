package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.LocalVelocity;
import io.riskgate.velocity.Velocity;
import io.riskgate.velocity.VelocityLimits;
import io.riskgate.velocity.Window;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} under load, and a restart on the same directory. */
class KilledIT {

    private static final int LANES = 4;
    private static final int CARDS = 40;
    private static final int DECISIONS_MIN = 6_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Feature> FEATURES = List.of(
            Feature.count(card(), Window.HOURS_24),
            Feature.sum(card(), Window.HOURS_24),
            Feature.distinct(new Dimension("device"), card(), Window.HOURS_24));

    @TempDir
    Path directory;

    @Test
    void killUnderLoad_losesNothingThatWasJournalled() throws Exception {
        Map<String, String> answered = new ConcurrentHashMap<>();
        try (PackagedEngine engine = PackagedEngine.start(directory)) {
            assertThat(engine.upload("acme", watching()).statusCode()).isEqualTo(201);
            loadAndKill(engine, answered);
        }

        Set<String> journalled = new HashSet<>();
        Velocity replayed = new LocalVelocity(new VelocityLimits(1_000_000, 4_000_000, 1_000, 2_000_000));
        JournalReader.replay(FileJournal.directory(directory.resolve("data")), entry -> {
            journalled.add(entry.checkout().id());
            if (entry.counted()) {
                replayed.gather(entry.checkout(), FEATURES);
            }
        });
        List<String> lost = answered.keySet().stream()
                .filter(id -> !journalled.contains(id))
                .toList();
        System.out.printf(
                "killed: %d decisions answered, %d journalled, %d answered but lost with the process%n",
                answered.size(), journalled.size(), lost.size());
        assertThat(answered).hasSizeGreaterThanOrEqualTo(DECISIONS_MIN);
        assertThat(journalled).hasSizeGreaterThan(DECISIONS_MIN / 2);

        try (PackagedEngine engine = PackagedEngine.start(directory)) {
            assertThat(engine.get("/v1/rulesets/acme").statusCode()).isEqualTo(200);
            answersAreAsBefore(engine, answered, journalled);
            windowsAreAsReplayed(engine, replayed);
            assertThat(engine.terminate()).isIn(0, 143);
        }
    }

    private static void loadAndKill(PackagedEngine engine, Map<String, String> answered) throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean killed = new AtomicBoolean();
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            for (int lane = 0; lane < LANES; lane++) {
                lanes.submit(() -> {
                    while (!killed.get()) {
                        int number = next.getAndIncrement();
                        try {
                            HttpResponse<String> answer = engine.post("/v1/decisions", checkout("k-" + number, number));
                            if (answer.statusCode() == 200) {
                                answered.put("k-" + number, answer.body());
                            }
                        } catch (IOException gone) {
                            // The engine was killed while it had this request.
                            return;
                        }
                    }
                });
            }
            while (answered.size() < DECISIONS_MIN) {
                Thread.onSpinWait();
            }
            engine.kill();
            killed.set(true);
        }
    }

    /** A sample of the first answers, asked for again. */
    private static void answersAreAsBefore(PackagedEngine engine, Map<String, String> answered, Set<String> journalled)
            throws IOException {
        List<String> sample = answered.keySet().stream()
                .filter(journalled::contains)
                .sorted()
                .limit(300)
                .toList();
        for (String id : sample) {
            HttpResponse<String> again = engine.post("/v1/decisions", checkout(id, Integer.parseInt(id.substring(2))));
            assertThat(again.headers().firstValue("Idempotent-Replay")).hasValue("true");
            assertThat(JSON.readTree(again.body())).isEqualTo(JSON.readTree(answered.get(id)));
        }
    }

    /** Asks with rules that fire only if the windows are exactly what a fresh replay of the journal gives. */
    private static void windowsAreAsReplayed(PackagedEngine engine, Velocity replayed) throws IOException {
        StringBuilder rules = new StringBuilder("package acme\n");
        List<String> probes = new ArrayList<>();
        Instant now = Instant.now();
        for (int card = 0; card < CARDS; card++) {
            Checkout probe = new Checkout(
                    "probe-" + card,
                    "acme",
                    now,
                    new BigDecimal("1.00"),
                    "USD",
                    null,
                    new Card("card-" + card, null, null, null, null),
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    Map.of());
            Number[] expected = replayed.gather(probe, FEATURES);
            rules.append("""
                    rule "as replayed %d" when
                        Checkout( card.fingerprint == "card-%d", velocity.count("card", "24h") == %s,
                            velocity.sum("card", "24h") == %sB, velocity.distinct("device", "card", "24h") == %s )
                    then decision.tag("as_replayed"); end
                    """.formatted(card, card, expected[0], expected[1], expected[2]));
            probes.add(
                    "{\"id\":\"probe-%d\",\"merchantId\":\"acme\",\"occurredAt\":\"%s\",\"amount\":1.00,\"currency\":\"USD\",\"card\":{\"fingerprint\":\"card-%d\"}}"
                            .formatted(card, now, card));
        }
        HttpResponse<String> uploaded = engine.upload("acme", rules.toString());
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
        for (String probe : probes) {
            JsonNode answer = JSON.readTree(engine.post("/v1/decisions", probe).body());
            assertThat(answer.path("degraded")).as(answer.toString()).isEmpty();
            assertThat(answer.path("tags").path(0).asText())
                    .as(answer.toString())
                    .isEqualTo("as_replayed");
        }
        System.out.printf("killed: the windows of %d cards equal those of a fresh replay%n", CARDS);
    }

    private static String watching() {
        return """
                package acme
                rule "watch" when
                    Checkout( velocity.distinct("device", "card", "24h") > 1000000 )
                then decision.tag("never"); end
                """;
    }

    private static String checkout(String id, int number) {
        return "{\"id\":\"%s\",\"merchantId\":\"acme\",\"amount\":%d.25,\"currency\":\"USD\",\"card\":{\"fingerprint\":\"card-%d\"},\"device\":{\"id\":\"d-%d\"}}"
                .formatted(id, 1 + number % 90, number % CARDS, number % 7);
    }

    private static Dimension card() {
        return new Dimension("card");
    }
}
