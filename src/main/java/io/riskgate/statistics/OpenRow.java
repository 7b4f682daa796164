package io.riskgate.statistics;

import io.riskgate.model.Decision;
import io.riskgate.model.Reason;
import java.util.List;

/**
 * A minute of a scope that is being counted. Hot: a decision allocates nothing here, unless it is the first of its minute, or with a
 * reason, currency or range of latencies. One thread counts, without waiting for anybody; any may read meanwhile, and then see a decision in part.
 */
final class OpenRow implements CountedRow {

    /** More kinds than there are of what a decision can lack. */
    static final int DEGRADED_MAX = 16;

    private final long[] verdicts = new long[VerdictPlace.COUNT];
    private final Amounts amounts = new Amounts();
    private final NamedCounts reasons;
    private final NamedCounts degraded = new NamedCounts(DEGRADED_MAX);
    private final Latencies latencies = new Latencies();

    /** @param reasonsMax different codes, beyond which more are counted as other */
    OpenRow(int reasonsMax) {
        reasons = new NamedCounts(reasonsMax);
    }

    void count(Decision decision, String currency, long units) {
        verdicts[VerdictPlace.of(decision.verdict())]++;
        amounts.count(currency, decision.verdict(), units);
        countReasons(decision.reasons());
        for (String missing : decision.degraded()) {
            degraded.count(missing);
        }
        latencies.count(decision.elapsedMicros());
    }

    /** A code counts once in a decision, however many rules gave it. */
    private void countReasons(List<Reason> of) {
        for (int i = 0; i < of.size(); i++) {
            String code = of.get(i).code();
            boolean isRepeated = false;
            for (int j = 0; j < i && !isRepeated; j++) {
                isRepeated = of.get(j).code().equals(code);
            }
            if (!isRepeated) {
                reasons.count(code);
            }
        }
    }

    @Override
    public long decisions() {
        long decisions = 0;
        for (long ofVerdict : verdicts) {
            decisions += ofVerdict;
        }
        return decisions;
    }

    @Override
    public void addTo(Totals totals) {
        totals.addVerdicts(verdicts);
        amounts.forEach(totals::addAmounts);
        reasons.forEach(totals::addReason);
        totals.addOtherReasons(reasons.other());
        degraded.forEach(totals::addDegraded);
        totals.latencies().add(latencies);
    }

    /** The same in little space; for the thread that counts, or when nothing is counted any more. */
    byte[] pack(long minute) {
        PackedRow.Writer writer = new PackedRow.Writer();
        writer.number(minute);
        for (long ofVerdict : verdicts) {
            writer.number(ofVerdict);
        }
        writer.number(amounts.currencies());
        amounts.forEach((currency, units) -> {
            writer.text(currency);
            for (long ofVerdict : units) {
                writer.number(ofVerdict);
            }
        });
        writer.number(reasons.names());
        reasons.forEach(writer::counted);
        writer.number(reasons.other());
        writer.number(degraded.names());
        degraded.forEach(writer::counted);
        writer.number(latencies.maxMicros());
        latencies.forEach((bucket, count) -> {
            writer.number(bucket);
            writer.number(count);
        });
        return writer.toByteArray();
    }
}
