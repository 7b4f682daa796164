package io.riskgate.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.DeliveryEntry;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalReader;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.journal.UploadEntry;
import io.riskgate.journal.parts.UtcHour;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Usage, counted the plain way: line by line, {@code merchant hour} by decisions, rule evaluations, uploads and round trips. */
public final class CountedUsage {

    private final Map<String, long[]> rows = new TreeMap<>();

    /** What the files of journals come to. */
    public static CountedUsage of(Path... dataDirs) throws IOException {
        CountedUsage counted = new CountedUsage();
        for (Path dataDir : dataDirs) {
            JournalReader.replayAll(FileJournal.directory(dataDir), (file, entry) -> counted.count(entry));
        }
        return counted;
    }

    /** What {@code GET /v1/usage} has answered. */
    public static CountedUsage of(JsonNode page) {
        CountedUsage told = new CountedUsage();
        for (JsonNode row : page.path("rows")) {
            told.add(
                    row.path("merchant").asText(),
                    Instant.parse(row.path("hour").asText()),
                    row.path("decisions").asLong(),
                    row.path("ruleEvaluations").asLong(),
                    row.path("uploads").asLong(),
                    row.path("redisRoundTrips").asLong());
        }
        return told;
    }

    void count(JournalRecord entry) {
        switch (entry) {
            case JournalEntry decided ->
                add(
                        decided.checkout().merchantId(),
                        decided.decidedAt(),
                        1,
                        decided.ruleEvaluations(),
                        0,
                        decided.redisRoundTrips());
            case UploadEntry upload -> add(upload.scope(), upload.at(), 0, 0, 1, 0);
            case ChangeEntry change -> {
                // Costs nothing.
            }
            case SettlementEntry settled -> {
                // Nor does this.
            }
            case OutcomeEntry outcome -> {
                // Nor does this.
            }
            case DeliveryEntry delivery -> {
                // Nor this.
            }
        }
    }

    /** Adds to a row. */
    void add(String merchantId, Instant at, long... numbers) {
        long[] row = rows.computeIfAbsent(
                merchantId + " " + at.truncatedTo(ChronoUnit.HOURS), key -> new long[numbers.length]);
        Arrays.setAll(row, i -> row[i] + numbers[i]);
    }

    /** To be compared. */
    public Map<String, List<Long>> rows() {
        Map<String, List<Long>> copy = new TreeMap<>();
        rows.forEach((key, row) -> copy.put(key, Arrays.stream(row).boxed().toList()));
        return copy;
    }

    /** What a meter says of all hours. */
    static CountedUsage of(UsageMeter meter) {
        CountedUsage said = new CountedUsage();
        meter.read(null, Long.MIN_VALUE, Long.MAX_VALUE, said::add);
        return said;
    }

    static CountedUsage of(UsageReport report) {
        CountedUsage said = new CountedUsage();
        report.rows().forEach(row -> said.add(new MerchantHour(row.merchantId(), UtcHour.of(row.hour())), row.usage()));
        return said;
    }

    void add(MerchantHour hour, Usage usage) {
        add(
                hour.merchantId(),
                UtcHour.begin(hour.hour()),
                usage.decisions(),
                usage.ruleEvaluations(),
                usage.uploads(),
                usage.redisRoundTrips());
    }
}
