package io.riskgate.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskgate.journal.parts.PartFiles;
import io.riskgate.model.Verdict;
import java.math.BigDecimal;

/** An hour of a scope, as a summary has it on the disk. Everything goes by its name, so that lists may change; what is none is left out. */
record StoredRow(JsonNode row) implements CountedRow {

    private static final String DECISIONS = "decisions";
    private static final String AMOUNTS = "amounts";
    private static final String REASONS = "reasons";
    private static final String OTHER_REASONS = "otherReasons";
    private static final String DEGRADED = "degraded";
    private static final String MAX_MICROS = "maxMicros";
    private static final String LATENCIES = "latencies";

    /** @param reasonsMax codes that it has, those that most decisions have; the others are counted together */
    static ObjectNode write(String scope, long hour, Totals totals, int reasonsMax) {
        ObjectNode row = PartFiles.row(scope, hour);
        ObjectNode decisions = row.putObject(DECISIONS);
        ObjectNode amounts = row.putObject(AMOUNTS);
        for (Verdict verdict : Verdict.values()) {
            if (totals.decisions(verdict) > 0) {
                decisions.put(verdict.name(), totals.decisions(verdict));
                ObjectNode ofVerdict = amounts.putObject(verdict.name());
                totals.amounts(verdict).forEach((currency, sum) -> ofVerdict.put(currency, sum.toPlainString()));
            }
        }
        Totals.TopReasons top = totals.reasons(reasonsMax);
        ObjectNode reasons = row.putObject(REASONS);
        top.top().forEach(reason -> reasons.put(reason.code(), reason.decisions()));
        row.put(OTHER_REASONS, top.other());
        ObjectNode degraded = row.putObject(DEGRADED);
        totals.degraded().forEach(degraded::put);
        row.put(MAX_MICROS, totals.latencies().maxMicros());
        ArrayNode latencies = row.putArray(LATENCIES);
        totals.latencies().forEach((bucket, count) -> latencies.add(bucket).add(count));
        return row;
    }

    @Override
    public long decisions() {
        long decisions = 0;
        for (JsonNode ofVerdict : row.path(DECISIONS)) {
            decisions += ofVerdict.asLong();
        }
        return decisions;
    }

    @Override
    public void addTo(Totals totals) {
        for (Verdict verdict : Verdict.values()) {
            totals.addVerdict(verdict, row.path(DECISIONS).path(verdict.name()).asLong());
            row.path(AMOUNTS)
                    .path(verdict.name())
                    .properties()
                    .forEach(sum -> totals.addAmount(
                            sum.getKey(), verdict, new BigDecimal(sum.getValue().asText())));
        }
        row.path(REASONS)
                .properties()
                .forEach(reason ->
                        totals.addReason(reason.getKey(), reason.getValue().asLong()));
        totals.addOtherReasons(row.path(OTHER_REASONS).asLong());
        row.path(DEGRADED)
                .properties()
                .forEach(missing ->
                        totals.addDegraded(missing.getKey(), missing.getValue().asLong()));
        totals.latencies().atMost(row.path(MAX_MICROS).asLong());
        JsonNode latencies = row.path(LATENCIES);
        for (int i = 0; i + 1 < latencies.size(); i += 2) {
            totals.latencies()
                    .add(latencies.get(i).asInt(), latencies.get(i + 1).asLong());
        }
    }
}
