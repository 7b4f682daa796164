package io.riskgate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalSettings;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sink and a real broker, which is stopped, and an engine's journal, which goes on. */
class KafkaSinkTest {

    private static final String DECISIONS = "riskgate.decisions";
    private static final String CHANGES = "riskgate.changes";
    private static final int MERCHANTS = 5;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path dataDir;

    @TempDir
    Path brokerDir;

    private int written;

    @Test
    @Timeout(120)
    void everyLineArrives_inTheOrderOfItsMerchant_throughRestartsOfBoth() throws Exception {
        try (Broker broker = new Broker(brokerDir);
                FileJournal journal =
                        new FileJournal(dataDir, JournalSettings.DEFAULTS, new DeafListener(), Clock.systemUTC())) {
            try (KafkaSink sink = sink(broker)) {
                write(journal, 500);
                await().atMost(LONG).until(() -> sink.sent() == 501);
                broker.stop();
                write(journal, 500);
                await().atMost(LONG).until(sink::failing);
                broker.start();
                await().atMost(LONG).until(() -> distinct(broker).size() == 1_000);
                assertThat(sink.failing()).isFalse();
            }
            write(journal, 500);
            try (KafkaSink sink = sink(broker)) {
                await().atMost(LONG).until(() -> distinct(broker).size() == 1_500);
                // It went on where the one before had stopped.
                assertThat(sink.sent()).isLessThan(1_000);
            }
            List<ConsumerRecord<String, String>> records = broker.records(DECISIONS);
            assertThat(distinct(records)).isEqualTo(ids(1_500));
            assertInOrder(records);
            assertThat(records)
                    .noneMatch(record ->
                            record.value().contains("secret") || record.value().contains("\"sealed\""));
            assertThat(new HashSet<>(records.stream().map(KafkaSinkTest::digest).toList()))
                    .as("what came twice is told by its digest")
                    .hasSize(1_500);
            assertThat(broker.records(CHANGES)).isNotEmpty().allSatisfy(record -> {
                assertThat(record.key()).isEqualTo("acme");
                assertThat(json(record).at("/change/what").textValue()).isEqualTo("PUT /v1/merchants/{id}");
            });
        }
    }

    private KafkaSink sink(Broker broker) {
        return new KafkaSink(
                dataDir,
                new SinkSettings(
                        broker.servers(),
                        DECISIONS,
                        CHANGES,
                        "riskgate.usage",
                        Map.of("delivery.timeout.ms", "3000", "request.timeout.ms", "1000", "max.block.ms", "3000")));
    }

    private void write(FileJournal journal, int decisions) {
        assertThat(journal.append(new ChangeEntry(Checkouts.NOON, "key 1", "PUT /v1/merchants/{id}", "acme", null)))
                .isTrue();
        for (int i = 0; i < decisions; i++) {
            assertThat(journal.append(entry(written++))).isTrue();
        }
    }

    private static JournalEntry entry(int number) {
        String merchantId = "m-" + number % MERCHANTS;
        String id = Integer.toString(number);
        Checkout like = Checkouts.checkout(merchantId, id);
        Checkout checkout = new Checkout(
                id,
                merchantId,
                like.occurredAt(),
                like.amount(),
                like.currency(),
                new Customer("secret-customer", "secret@example.com", "+1555secret", null),
                new Card("secret-card", null, null, null, "US"),
                null,
                null,
                null,
                null,
                null,
                Map.of("note", "secret note"));
        Decision decision =
                new Decision(id, merchantId, Verdict.APPROVE, 0, List.of(), List.of(), List.of(), List.of(), 1);
        return new JournalEntry(Checkouts.NOON, checkout, decision, true, 0, 0);
    }

    private static Set<String> distinct(Broker broker) {
        return distinct(broker.records(DECISIONS));
    }

    private static Set<String> distinct(List<ConsumerRecord<String, String>> records) {
        Set<String> ids = new HashSet<>();
        records.forEach(record -> ids.add(json(record).at("/decision/id").textValue()));
        return ids;
    }

    private static Set<String> ids(int count) {
        return new HashSet<>(
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    /** A merchant's first arrivals are in the order of the journal. */
    private static void assertInOrder(List<ConsumerRecord<String, String>> records) {
        Map<String, Set<Integer>> ofMerchants = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            ofMerchants
                    .computeIfAbsent(record.key(), key -> new LinkedHashSet<>())
                    .add(json(record).at("/decision/id").asInt());
        }
        assertThat(ofMerchants).hasSize(MERCHANTS);
        ofMerchants.forEach(
                (merchant, ids) -> assertThat(new ArrayList<>(ids)).as(merchant).isSorted());
    }

    private static String digest(ConsumerRecord<String, String> record) {
        return json(record).path("digest").textValue();
    }

    private static JsonNode json(ConsumerRecord<String, String> record) {
        try {
            return new ObjectMapper().readTree(record.value());
        } catch (JsonProcessingException e) {
            throw new AssertionError(record.value(), e);
        }
    }
}
