package io.riskgate.statistics;

import io.riskgate.model.Verdict;
import io.riskgate.statistics.StatisticsReport.ReasonCount;
import io.riskgate.velocity.Units;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up rows. Not thread-safe. */
final class Totals {

    private static final Comparator<ReasonCount> MOST_FIRST =
            Comparator.comparingLong(ReasonCount::decisions).reversed().thenComparing(ReasonCount::code);

    private final long[] verdicts = new long[VerdictPlace.COUNT];
    private final SortedMap<String, BigDecimal[]> amounts = new TreeMap<>();
    private final Map<String, Long> reasons = new HashMap<>();
    private final SortedMap<String, Long> degraded = new TreeMap<>();
    private final Latencies latencies = new Latencies();
    private long otherReasons;

    /**
     * The codes that most decisions have.
     *
     * @param other of the codes that are left out, how many decisions have each, together
     */
    record TopReasons(List<ReasonCount> top, long other) {}

    /** @param more by {@link VerdictPlace} */
    void addVerdicts(long[] more) {
        Arrays.setAll(verdicts, i -> verdicts[i] + more[i]);
    }

    void addVerdict(Verdict verdict, long more) {
        verdicts[VerdictPlace.of(verdict)] += more;
    }

    /** @param units by {@link VerdictPlace} */
    void addAmounts(String currency, long[] units) {
        BigDecimal[] sums = sums(currency);
        for (int i = 0; i < VerdictPlace.COUNT; i++) {
            if (units[i] != 0) {
                sums[i] = sums[i].add(Units.toDecimal(units[i]));
            }
        }
    }

    void addAmount(String currency, Verdict verdict, BigDecimal amount) {
        BigDecimal[] sums = sums(currency);
        sums[VerdictPlace.of(verdict)] = sums[VerdictPlace.of(verdict)].add(amount);
    }

    private BigDecimal[] sums(String currency) {
        return amounts.computeIfAbsent(currency, first -> {
            BigDecimal[] none = new BigDecimal[VerdictPlace.COUNT];
            Arrays.fill(none, BigDecimal.ZERO);
            return none;
        });
    }

    void addReason(String code, long decisions) {
        reasons.merge(code, decisions, Long::sum);
    }

    void addOtherReasons(long decisions) {
        otherReasons += decisions;
    }

    void addDegraded(String missing, long decisions) {
        degraded.merge(missing, decisions, Long::sum);
    }

    Latencies latencies() {
        return latencies;
    }

    long decisions() {
        return Arrays.stream(verdicts).sum();
    }

    long decisions(Verdict verdict) {
        return verdicts[VerdictPlace.of(verdict)];
    }

    /** By currency, without those that have none of the verdict; without needless zeros. */
    SortedMap<String, BigDecimal> amounts(Verdict verdict) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        amounts.forEach((currency, of) -> {
            BigDecimal sum = of[VerdictPlace.of(verdict)].stripTrailingZeros();
            if (sum.signum() != 0) {
                sums.put(currency, sum.scale() < 0 ? sum.setScale(0) : sum);
            }
        });
        return sums;
    }

    /** @param max how many codes; of those that as many decisions have, the first ones by name */
    TopReasons reasons(int max) {
        if (reasons.isEmpty()) {
            return new TopReasons(List.of(), otherReasons);
        }
        List<ReasonCount> sorted = new ArrayList<>(reasons.size());
        reasons.forEach((code, decisions) -> sorted.add(new ReasonCount(code, decisions)));
        sorted.sort(MOST_FIRST);
        int shown = Math.min(max, sorted.size());
        long other = otherReasons;
        for (ReasonCount beyond : sorted.subList(shown, sorted.size())) {
            other += beyond.decisions();
        }
        return new TopReasons(List.copyOf(sorted.subList(0, shown)), other);
    }

    SortedMap<String, Long> degraded() {
        return degraded;
    }
}
