package io.riskgate.trial;

import io.riskgate.model.Verdict;
import io.riskgate.velocity.Units;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/** What all shards have counted of one trial until now. For one thread. */
public final class TrialSum {

    private static final double NANOS_PER_MICRO = 1_000;

    private final long[] verdicts = new long[TrialCounts.VERDICTS * TrialCounts.VERDICTS];
    private final Map<String, long[]> amounts = new TreeMap<>();
    private final Histogram activeNanos = TrialCounts.empty();
    private final Histogram triedNanos = TrialCounts.empty();
    private final TreeMap<Long, Difference> sample = new TreeMap<>();
    private long activeFailed;
    private long triedFailed;
    private long decided;

    TrialSum() {}

    void add(
            AtomicLongArray moreVerdicts,
            Map<String, AtomicLongArray> moreAmounts,
            long moreActiveFailed,
            long moreTriedFailed,
            long moreDecided) {
        add(moreVerdicts, verdicts);
        moreAmounts.forEach(
                (currency, units) -> add(units, amounts.computeIfAbsent(currency, c -> new long[verdicts.length])));
        activeFailed += moreActiveFailed;
        triedFailed += moreTriedFailed;
        decided += moreDecided;
    }

    private static void add(AtomicLongArray more, long[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += more.getAcquire(i);
        }
    }

    void add(AbstractHistogram moreActive, AbstractHistogram moreTried) {
        activeNanos.add(moreActive);
        triedNanos.add(moreTried);
    }

    void add(Map<Long, Difference> more) {
        sample.putAll(more);
        while (sample.size() > TrialCounts.SAMPLE_MAX) {
            sample.pollLastEntry();
        }
    }

    /** Checkouts that were compared. */
    public long checkouts() {
        long all = 0;
        for (long of : verdicts) {
            all += of;
        }
        return all;
    }

    /** Those that the version that is tried has decided. */
    public long decided() {
        return decided;
    }

    /** Those that have the one verdict with the active version, and the other with the one that is tried. */
    public long checkouts(Verdict active, Verdict tried) {
        return verdicts[TrialCounts.index(active, tried)];
    }

    /** Those that have different verdicts. */
    public long differing() {
        long same = 0;
        for (Verdict verdict : Verdict.values()) {
            same += checkouts(verdict, verdict);
        }
        return checkouts() - same;
    }

    /** The currencies whose amounts were added up, sorted. */
    public Set<String> currencies() {
        return amounts.keySet();
    }

    /** What the checkouts of a currency come to that have those verdicts; of one that is not among {@link #currencies} nothing. */
    public BigDecimal amount(String currency, Verdict active, Verdict tried) {
        long[] units = amounts.get(currency);
        return units == null ? BigDecimal.ZERO : Units.toDecimal(units[TrialCounts.index(active, tried)]);
    }

    /** On how many the active version's rules threw. */
    public long activeFailed() {
        return activeFailed;
    }

    /** On how many the rules threw of the version that is tried. */
    public long triedFailed() {
        return triedFailed;
    }

    /** How long evaluating the active version's rules took in so many percent of the cases at most, in microseconds; 0 if never. */
    public double activeMicros(double percent) {
        return activeNanos.getValueAtPercentile(percent) / NANOS_PER_MICRO;
    }

    /** The same of the version that is tried. */
    public double triedMicros(double percent) {
        return triedNanos.getValueAtPercentile(percent) / NANOS_PER_MICRO;
    }

    /** At most {@link TrialCounts#SAMPLE_MAX} of those that have different verdicts, drawn evenly. */
    public Collection<Difference> sample() {
        return List.copyOf(sample.values());
    }
}
