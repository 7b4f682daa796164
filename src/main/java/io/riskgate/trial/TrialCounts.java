package io.riskgate.trial;

import io.riskgate.model.Verdict;
import io.riskgate.privacy.SipHash;
import io.riskgate.trial.Comparison.Side;
import io.riskgate.velocity.Units;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * What one shard has counted of one trial. Only the thread that has the shard writes, so each number is read, increased and put
 * back; any thread may read, and may see of a checkout one number before the others.
 *
 * <p>Of the checkouts whose verdicts differ, those {@link #SAMPLE_MAX} are kept whose ids have the smallest hashes: as good as drawn by
 * lot, and the smallest of several shards' samples are a sample of all (bottom-k sampling; Cohen and Kaplan, 2007).
 */
final class TrialCounts {

    static final int SAMPLE_MAX = 100;

    /** Amounts of more currencies are not added up. */
    static final int CURRENCIES_MAX = 16;

    static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(10);
    private static final long NANOS_MIN = 100;
    private static final int DIGITS = 2;

    static final int VERDICTS = Verdict.values().length;

    private static final int ACTIVE_FAILED = 0;
    private static final int TRIED_FAILED = 1;
    private static final int DECIDED = 2;
    private static final int SLOW = 3;

    private final long slowNanos;
    private final AtomicLongArray verdicts = new AtomicLongArray(VERDICTS * VERDICTS);
    private final AtomicLongArray others = new AtomicLongArray(4);
    private final AtomicHistogram activeNanos = histogram();
    private final AtomicHistogram triedNanos = histogram();
    private final Map<String, AtomicLongArray> amounts = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Difference> sample = new ConcurrentSkipListMap<>();
    /** Of the writer alone: the map would count itself through each time. */
    private int sampled;

    /** @param slowNanos what counts as slow is longer */
    TrialCounts(long slowNanos) {
        this.slowNanos = slowNanos;
    }

    private static AtomicHistogram histogram() {
        return new AtomicHistogram(NANOS_MIN, NANOS_MAX, DIGITS);
    }

    /** Where both verdicts are counted, and both amounts added, among those of its kind. */
    // Their order is nobody's but this process's.
    @SuppressWarnings("EnumOrdinal")
    static int index(Verdict active, Verdict tried) {
        return active.ordinal() * VERDICTS + tried.ordinal();
    }

    /** On the thread that has the shard. */
    void add(Comparison comparison) {
        Side active = comparison.active();
        Side tried = comparison.tried();
        int index = index(active.verdict(), tried.verdict());
        add(others, ACTIVE_FAILED, active.failed() ? 1 : 0);
        add(others, TRIED_FAILED, tried.failed() ? 1 : 0);
        add(others, DECIDED, comparison.decided() ? 1 : 0);
        add(others, SLOW, tried.nanos() > slowNanos ? 1 : 0);
        record(activeNanos, active.nanos());
        record(triedNanos, tried.nanos());
        String currency = comparison.checkout().currency();
        AtomicLongArray ofCurrency = amounts.get(currency);
        if (ofCurrency == null && amounts.size() < CURRENCIES_MAX) {
            ofCurrency = new AtomicLongArray(VERDICTS * VERDICTS);
            amounts.put(currency, ofCurrency);
        }
        if (ofCurrency != null) {
            add(ofCurrency, index, Units.of(comparison.checkout().amount()));
        }
        if (active.verdict() != tried.verdict()) {
            sample(comparison);
        }
        // Last, so that whoever sees the checkout among them sees it everywhere.
        add(verdicts, index, 1);
    }

    private void sample(Comparison comparison) {
        SipHash hash = new SipHash(1, 1);
        hash.of(
                "sample",
                "",
                comparison.checkout().merchantId(),
                comparison.checkout().id());
        long drawn = hash.low();
        if (sampled < SAMPLE_MAX || drawn < sample.lastKey()) {
            sampled += sample.put(drawn, Difference.of(comparison)) == null ? 1 : 0;
            if (sampled > SAMPLE_MAX) {
                sample.pollLastEntry();
                sampled--;
            }
        }
    }

    private static void add(AtomicLongArray numbers, int index, long more) {
        numbers.setRelease(index, numbers.getPlain(index) + more);
    }

    private static void record(AtomicHistogram times, long nanos) {
        if (nanos >= 0) {
            times.recordValue(Math.min(nanos, NANOS_MAX));
        }
    }

    Tally tally() {
        long checkouts = 0;
        long declined = 0;
        for (Verdict active : Verdict.values()) {
            for (Verdict tried : Verdict.values()) {
                long of = verdicts.getAcquire(index(active, tried));
                checkouts += of;
                declined += tried == Verdict.DECLINE ? of : 0;
            }
        }
        return new Tally(checkouts, declined, others.getAcquire(TRIED_FAILED), others.getAcquire(SLOW));
    }

    /** Adds all of this to what is already in the sum. */
    void addTo(TrialSum sum) {
        sum.add(
                verdicts,
                amounts,
                others.getAcquire(ACTIVE_FAILED),
                others.getAcquire(TRIED_FAILED),
                others.getAcquire(DECIDED));
        sum.add(activeNanos, triedNanos);
        sum.add(sample);
    }

    /** An empty one that all of those can be added to. */
    static Histogram empty() {
        return new Histogram(NANOS_MIN, NANOS_MAX, DIGITS);
    }
}
