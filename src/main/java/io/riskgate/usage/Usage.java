package io.riskgate.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.DeliveryEntry;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.journal.UploadEntry;

/**
 * How much was used.
 *
 * @param decisions that were made; a checkout that comes again gets its answer for nothing
 * @param ruleEvaluations the rules that these decisions rest on, see {@link JournalEntry}
 * @param uploads rulesets that were made active
 * @param redisRoundTrips what Redis was asked for these decisions, and answered in time
 */
public record Usage(long decisions, long ruleEvaluations, long uploads, long redisRoundTrips) {

    static final Usage NONE = new Usage(0, 0, 0, 0);

    /** What one line of the journal stands for. */
    static Usage of(JournalRecord entry) {
        return switch (entry) {
            case JournalEntry decided -> new Usage(1, decided.ruleEvaluations(), 0, decided.redisRoundTrips());
            case UploadEntry upload -> new Usage(0, 0, 1, 0);
            case SettlementEntry settled -> NONE;
            case ChangeEntry change -> NONE;
            case OutcomeEntry outcome -> NONE;
            case DeliveryEntry delivery -> NONE;
        };
    }

    /** What {@link UsagePart#writeRows} has written. */
    static Usage of(JsonNode row) {
        return new Usage(
                row.path("decisions").asLong(),
                row.path("ruleEvaluations").asLong(),
                row.path("uploads").asLong(),
                row.path("redisRoundTrips").asLong());
    }

    Usage plus(Usage other) {
        return new Usage(
                decisions + other.decisions,
                ruleEvaluations + other.ruleEvaluations,
                uploads + other.uploads,
                redisRoundTrips + other.redisRoundTrips);
    }
}
