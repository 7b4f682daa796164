package io.riskgate.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riskgate.fixture.Checkouts;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.StatisticsReport.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsPartTest {

    private static final Instant NOON = Checkouts.NOON;

    private static StatisticsPart part(int reasonsMax, int openMax) {
        return new StatisticsPart(1, reasonsMax, openMax);
    }

    private static Row all(StatisticsPart part, String scope) {
        Totals totals = new Totals();
        part.read(scope, Long.MIN_VALUE, Long.MAX_VALUE, (of, minute, row) -> row.addTo(totals));
        return Row.of(scope, NOON, totals);
    }

    private static Row onDisk(StatisticsPart part, String scope) throws IOException {
        Totals totals = new Totals();
        JsonMapper json = new JsonMapper();
        part.writeRows(row -> {
            JsonNode read = json.readTree(json.writeValueAsBytes(row));
            if (read.path("merchant").asText().equals(scope)) {
                new StoredRow(read).addTo(totals);
            }
        });
        return Row.of(scope, NOON, totals);
    }

    /** Whether rows are open, packed or written, and however often that changes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, StatisticsPart.OPEN_MAX})
    void rows_areTheSameInEachForm(int openMax) throws IOException {
        StatisticsPart part = part(64, openMax);
        Random random = new Random(openMax);
        RandomEntries entries = new RandomEntries(random);
        List<JournalEntry> journalled = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            JournalRecord entry = entries.next(NOON.plusSeconds(random.nextInt(7_200)));
            part.count(entry);
            if (entry instanceof JournalEntry decided) {
                journalled.add(decided);
            }
        }
        List<JournalEntry> ofOne = journalled.stream()
                .filter(entry -> entry.checkout().merchantId().equals("m-1"))
                .toList();
        NaiveStatistics.assertSame(all(part, Ruleset.PLATFORM), journalled);
        NaiveStatistics.assertSame(all(part, "m-1"), ofOne);
        NaiveStatistics.assertSame(onDisk(part, Ruleset.PLATFORM), journalled);
        NaiveStatistics.assertSame(onDisk(part, "m-1"), ofOne);
        NaiveStatistics.assertSame(all(part, "m-1"), ofOne);
    }

    @Test
    void decisionsOfARow_areCountedWithoutUnpackingIt() {
        StatisticsPart part = part(64, 1);
        for (int i = 0; i < 300; i++) {
            part.count(RandomEntries.approved("m-" + i % 2, NOON.plusSeconds(i)));
        }
        long[] decisions = new long[1];
        part.read("m-1", Long.MIN_VALUE, Long.MAX_VALUE, (of, minute, row) -> decisions[0] += row.decisions());
        assertThat(decisions[0]).isEqualTo(150);
    }

    /** A few rows are open at a time, so they are packed all the while. */
    @Test
    void readingWhileItIsCounted_neverFails_andFindsNoFewerThanBefore() throws InterruptedException {
        StatisticsPart part = part(20, 2);
        RandomEntries entries = new RandomEntries(new Random(4));
        List<JournalEntry> journalled = new ArrayList<>();
        while (journalled.size() < 60_000) {
            if (entries.next(NOON.plusMillis(10L * journalled.size())) instanceof JournalEntry decided) {
                journalled.add(decided);
            }
        }
        Thread counting = new Thread(() -> journalled.forEach(part::count));
        counting.start();
        long before = 0;
        int reads = 0;
        while (counting.isAlive()) {
            long decisions = all(part, Ruleset.PLATFORM).decisions();
            assertThat(decisions).isGreaterThanOrEqualTo(before);
            before = decisions;
            reads++;
        }
        counting.join();
        assertThat(reads).isPositive();
        assertThat(all(part, Ruleset.PLATFORM).decisions()).isEqualTo(journalled.size());
    }

    @Test
    void codesBeyondTheBound_areCountedTogether() throws IOException {
        StatisticsPart part = part(20, 10);
        List<String> codes = IntStream.range(0, 50).mapToObj(i -> "code_" + i).toList();
        for (int i = 0; i < 3; i++) {
            part.count(RandomEntries.decision(
                    "m-1", "1", NOON, Verdict.REVIEW, BigDecimal.ONE, "USD", codes, List.of(), 100));
        }
        for (Row row : List.of(all(part, "m-1"), onDisk(part, "m-1"))) {
            assertThat(row.reasons()).hasSize(20).allMatch(reason -> reason.decisions() == 3);
            assertThat(row.otherReasons()).isEqualTo(30 * 3);
        }
    }

    @Test
    void codeThatSeveralRulesGive_isOneOfTheDecision() {
        StatisticsPart part = part(64, 10);
        part.count(RandomEntries.decision(
                "m-1", "1", NOON, Verdict.REVIEW, BigDecimal.ONE, "USD", List.of("a", "b", "a", "a"), List.of(), 100));
        assertThat(all(part, "m-1").reasons())
                .containsExactly(new StatisticsReport.ReasonCount("a", 1), new StatisticsReport.ReasonCount("b", 1));
    }

    @Test
    void hoursOnTheDisk_areInTheOrderOfMerchants_withNothingElseOfACheckout() throws IOException {
        StatisticsPart part = part(64, 10);
        for (String merchant : List.of("z", "a", "q")) {
            part.count(RandomEntries.approved(merchant, NOON.plusSeconds(3_600)));
            part.count(RandomEntries.approved(merchant, NOON));
        }
        List<String> rows = new ArrayList<>();
        part.writeRows(row ->
                rows.add(row.path("merchant").asText() + " " + row.path("hour").asLong()));
        long noon = Step.hour(Step.minute(NOON));
        assertThat(rows)
                .containsExactly(
                        "a " + noon,
                        "a " + (noon + 1),
                        "platform " + noon,
                        "platform " + (noon + 1),
                        "q " + noon,
                        "q " + (noon + 1),
                        "z " + noon,
                        "z " + (noon + 1));
        part.writeRows(row -> assertThat(row.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "merchant",
                        "hour",
                        "decisions",
                        "amounts",
                        "reasons",
                        "otherReasons",
                        "degraded",
                        "maxMicros",
                        "latencies"));
    }

    @Test
    void sumThatIsTooLarge_staysAtItsEnd() {
        StatisticsPart part = part(64, 10);
        for (int i = 0; i < 3; i++) {
            part.count(RandomEntries.decision(
                    "m-1",
                    "1",
                    NOON,
                    Verdict.APPROVE,
                    new BigDecimal("900000000000000"),
                    "USD",
                    List.of(),
                    List.of(),
                    100));
        }
        assertThat(all(part, "m-1").verdicts().get(Verdict.APPROVE).amounts())
                .containsEntry("USD", BigDecimal.valueOf(Long.MAX_VALUE, 4));
    }
}
