package io.riskgate.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskgate.fixture.PersonalValues;
import io.riskgate.kafka.Broker;
import io.riskgate.model.Checkout;
import io.riskgate.redis.RedisServer;
import io.riskgate.simulator.CheckoutBodies;
import io.riskgate.simulator.DayPlan;
import io.riskgate.simulator.DaySimulator;
import io.riskgate.simulator.LabelledCheckout;
import io.riskgate.usage.CountedUsage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What ten thousand simulated shoppers leave behind of themselves, and what of the journal is in Kafka after {@code kill -9}: an engine
 * with Redis and Kafka, the platform's rules, and what is done to it meanwhile.
 */
class LeftBehindIT {

    private static final int CHECKOUTS = 10_000;
    private static final int BATCH = 100;
    private static final int LANES = 2;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DECISIONS = "riskgate.decisions";
    private static final String CHANGES = "riskgate.changes";
    private static final String USAGE = "riskgate.usage";
    private static final Pattern SEALED = Pattern.compile(",\"sealed\":\"[^\"]*\"");
    private static final Pattern DIGEST = Pattern.compile("\"digest\":\"([^\"]+)\"}");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    @TempDir
    static Path brokerDir;

    private static RedisServer redis;
    private static Broker broker;
    private static PackagedEngine engine;
    private static List<Checkout> checkouts;

    @BeforeAll
    static void play() throws Exception {
        checkouts = DaySimulator.simulate(new DayPlan(7, CHECKOUTS, Instant.now())).checkouts().stream()
                .map(LabelledCheckout::checkout)
                .toList();
        Path rules = Files.createDirectories(directory.resolve("rules/platform"));
        try (Stream<Path> files = Files.list(Path.of("rules/platform"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".drl")).toList()) {
                Files.copy(file, rules.resolve(file.getFileName()));
            }
        }
        redis = RedisServer.start("rdbcompression no");
        broker = new Broker(brokerDir);
        engine = start();
        decide(checkouts);
    }

    private static PackagedEngine start() throws IOException {
        return PackagedEngine.start(
                directory,
                "-Driskgate.store=redis",
                "-Dquarkus.redis.hosts=" + redis.uri(),
                "-Driskgate.redis.timeout=200ms",
                "-Driskgate.kafka.bootstrap-servers=" + broker.servers(),
                "-Driskgate.merchants.plan=premium",
                "-Dquarkus.log.category.\"io.riskgate\".level=DEBUG");
    }

    @AfterAll
    static void stop() {
        engine.close();
        broker.close();
        redis.close();
    }

    private static void decide(List<Checkout> some) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<?>> sending = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                sending.add(lanes.submit(() -> {
                    for (int from = next.getAndAdd(BATCH); from < some.size(); from = next.getAndAdd(BATCH)) {
                        HttpResponse<String> answer = engine.post(
                                "/v1/decisions/batch", batch(some.subList(from, Math.min(some.size(), from + BATCH))));
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                        assertThat(answer.body()).doesNotContain("\"status\":");
                    }
                    return null;
                }));
            }
            for (Future<?> each : sending) {
                each.get(2, TimeUnit.MINUTES);
            }
        }
    }

    private static String batch(List<Checkout> some) {
        return some.stream().map(CheckoutBodies::of).collect(Collectors.joining(",", "[", "]"));
    }

    /** Two of them are put on lists, which have values as rules look them up: that is all that is found, and shows that it would be. */
    @Test
    void nothingOfTheShoppers_isAnywhereInClear_butOnLists() throws Exception {
        Checkout listed = checkouts.getFirst();
        Checkout stolen = checkouts.stream()
                .filter(checkout -> checkout.card().fingerprint() != null)
                .filter(checkout -> !checkout.id().equals(listed.id()))
                .findFirst()
                .orElseThrow();
        assertThat(engine.put(
                                "/v1/lists/" + listed.merchantId() + "/watched/entries",
                                "{\"entries\":[\"" + listed.customer().email() + "\"]}")
                        .statusCode())
                .isEqualTo(200);
        await().atMost(LONG).untilAsserted(() -> assertThat(engine.post(
                                "/v1/decisions/" + stolen.id() + "/outcome?merchantId=" + stolen.merchantId(),
                                "{\"kind\":\"fraud\",\"list\":{\"name\":\"stolen_cards\",\"property\":\"card\"}}")
                        .statusCode())
                .isEqualTo(200));
        // Refusals say what is wrong, and not of whom.
        String refused = CheckoutBodies.of(listed).replaceFirst("\"amount\":[0-9.]+", "\"amount\":-1");
        assertThat(engine.post("/v1/decisions", refused).statusCode()).isEqualTo(400);
        awaitAllInKafka();

        PersonalValues personal = new PersonalValues(checkouts);
        assertThat(personal.size()).isGreaterThan(20_000);
        Set<String> inRedis = personal.in(new String(redis.dump(), ISO_8859_1));
        assertThat(inRedis)
                .containsExactlyInAnyOrder(
                        listed.customer().email().toLowerCase(Locale.ROOT),
                        stolen.card().fingerprint().toLowerCase(Locale.ROOT));
        assertThat(inDataDirectory(personal)).isEmpty();
        String log = logs();
        assertThat(log).contains("platform@1 is active");
        assertThat(personal.in(log)).isEmpty();
        // The engine's port is like a postal code, and one in thirteen is one of theirs.
        String metrics = engine.get("/q/metrics").body().replaceAll("server_port=\"[0-9]+\"", "");
        assertThat(metrics).contains("riskgate_decisions_total");
        assertThat(personal.in(metrics)).isEmpty();
        for (String topic : List.of(DECISIONS, CHANGES, USAGE)) {
            List<ConsumerRecord<String, String>> records = broker.records(topic);
            assertThat(records).as(topic).isNotEmpty();
            records.forEach(record -> assertThat(personal.in("\"" + record.key() + "\" " + record.value()))
                    .isEmpty());
        }
        System.out.printf(
                "left behind: %,d personal values of %,d checkouts; in Redis those that were put on lists, nowhere else any%n",
                personal.size(), CHECKOUTS);
    }

    /** All files, without what is sealed in the journal's. */
    private static Set<String> inDataDirectory(PersonalValues personal) throws IOException {
        Set<String> found = new HashSet<>();
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, ISO_8859_1);
                found.addAll(personal.in(SEALED.matcher(text).replaceAll("")));
            }
        }
        return found;
    }

    /** Of all runs. */
    private static String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".log")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void engineThatIsKilled_andBrokerThatIsRestarted_leaveOutNoLine() throws Exception {
        broker.stop();
        try (ExecutorService shop = Executors.newSingleThreadExecutor()) {
            AtomicInteger answered = new AtomicInteger();
            PackagedEngine before = engine;
            Future<?> shopping = shop.submit(() -> {
                try {
                    while (before.post("/v1/decisions", checkout("k-" + answered.get()))
                                    .statusCode()
                            == 200) {
                        answered.incrementAndGet();
                    }
                } catch (IOException killed) {
                    // While it had this request.
                }
            });
            await().atMost(LONG).until(() -> answered.get() >= 300);
            engine.kill();
            shopping.get(1, TimeUnit.MINUTES);
            engine = start();
            for (int i = 0; i < 50; i++) {
                assertThat(engine.post("/v1/decisions", checkout("after-" + i)).statusCode())
                        .isEqualTo(200);
            }
            broker.start();
            Map<String, Integer> records = awaitAllInKafka();
            System.out.printf(
                    "left behind: killed after %d decisions without a broker; %,d lines of the journal are in Kafka, %d of them more"
                            + " than once%n",
                    answered.get(),
                    records.size(),
                    records.values().stream().filter(times -> times > 1).count());
        }
        usageIsTold();
    }

    private static String checkout(String id) {
        return "{\"id\":\"%s\",\"merchantId\":\"killed\",\"amount\":5,\"currency\":\"USD\"}".formatted(id);
    }

    /** Returns when Kafka has each line of the journal, and nothing else: digests by how often they came. */
    private static Map<String, Integer> awaitAllInKafka() {
        Map<String, Integer> records = new HashMap<>();
        await().atMost(LONG).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            records.clear();
            for (String topic : List.of(DECISIONS, CHANGES)) {
                broker.records(topic).forEach(record -> digests(record.value())
                        .forEach(digest -> records.merge(digest, 1, Integer::sum)));
            }
            Set<String> lines = new HashSet<>();
            try (Stream<Path> files = Files.list(directory.resolve("data/journal"))) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".jsonl")).toList()) {
                    digests(Files.readString(file, ISO_8859_1)).forEach(lines::add);
                }
            }
            assertThat(lines).hasSizeGreaterThan(CHECKOUTS);
            assertThat(records.keySet().equals(lines)).isTrue();
        });
        return records;
    }

    private static Stream<String> digests(String text) {
        return DIGEST.matcher(text).results().map(match -> match.group(1));
    }

    /** The newest record of each key, added up, is what the engine answers. */
    private static void usageIsTold() {
        await().atMost(LONG).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            Map<String, JsonNode> newest = new HashMap<>();
            for (ConsumerRecord<String, String> record : broker.records(USAGE)) {
                newest.put(record.key(), JSON.readTree(record.value()));
            }
            ObjectNode page = JSON.createObjectNode();
            page.putArray("rows").addAll(newest.values());
            JsonNode answered = JSON.readTree(engine.get("/v1/usage").body());
            assertThat(CountedUsage.of(page).rows())
                    .isNotEmpty()
                    .isEqualTo(CountedUsage.of(answered).rows());
        });
    }

    /** src/docs/life.sh, as the documentation has it. */
    @Test
    void rules_goThroughTheirLife() throws Exception {
        Launcher.Ended walk =
                Launcher.script(directory, "src/docs/life.sh", engine.url().toString());
        System.out.print(walk.out().indent(2));
        assertThat(walk.err()).isEmpty();
        assertThat(walk.exitCode()).isZero();
        assertThat(walk.out()).contains("@2 is retired, by riskgate").endsWith("All as it should be.\n");

        engine.upload("ruled", "rule \"r\" when Checkout() then decision.tag(\"t\"); end");
        Launcher.Ended refused =
                Launcher.script(directory, "src/docs/life.sh", engine.url().toString(), "ruled");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).startsWith("life.sh: GET /v1/rulesets/ruled/versions was answered with 200, not 404");
    }

    /** Where the texts of rules are in Redis. */
    @Test
    @Tag("jar")
    void decision_isMadeAgainByTheEngine() throws Exception {
        Checkout some = checkouts.getLast();
        Launcher.Ended replayed = Launcher.run(
                directory,
                Map.of(),
                List.of(
                        "replay",
                        some.id(),
                        "--merchant",
                        some.merchantId(),
                        "--url",
                        engine.url().toString()));
        assertThat(replayed.exitCode()).as(replayed.out() + replayed.err()).isZero();
        assertThat(replayed.out())
                .startsWith(some.id() + " of " + some.merchantId() + ", decided ")
                .contains("by platform@1")
                .endsWith("The same comes out again.\n");
    }
}
