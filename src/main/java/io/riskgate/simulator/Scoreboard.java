package io.riskgate.simulator;

import io.riskgate.model.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Verdicts by label. A checkout counts as caught when the rules' verdict is anything but {@link Verdict#APPROVE}. The
 * fallback verdict of an engine without time or room says nothing of the rules: such an answer is counted as late, and is
 * neither caught nor missed.
 *
 * <p>Belongs to one thread; {@link #add} joins those of several.
 */
public final class Scoreboard {

    /** What an engine may call its shortcomings is up to it, so the different ones that are kept are bounded. */
    private static final int DEGRADED_MAX = 16;

    /** How an engine says that it had no time or room to ask its rules. */
    private static final String OVERLOAD = "overload";

    private final Map<Label, Map<Verdict, Long>> verdicts = new EnumMap<>(Label.class);
    private final Map<Label, Long> late = new EnumMap<>(Label.class);
    private final Map<Label, Long> honestHits = new EnumMap<>(Label.class);
    private final Map<String, Long> degraded = new TreeMap<>();

    /** @param reasons the reason codes of the answer */
    void count(Label label, Verdict verdict, Set<String> reasons, Set<String> shortcomings) {
        for (String shortcoming : shortcomings) {
            countDegraded(shortcoming, 1);
        }
        if (shortcomings.contains(OVERLOAD)) {
            late.merge(label, 1L, Long::sum);
            return;
        }
        ofLabel(label).merge(verdict, 1L, Long::sum);
        if (label == Label.HONEST && verdict != Verdict.APPROVE) {
            for (Label attack : Label.ATTACKS) {
                if (reasons.stream().anyMatch(reason -> isAbout(reason, attack))) {
                    honestHits.merge(attack, 1L, Long::sum);
                }
            }
        }
    }

    void add(Scoreboard other) {
        other.verdicts.forEach((label, counts) ->
                counts.forEach((verdict, count) -> ofLabel(label).merge(verdict, count, Long::sum)));
        other.late.forEach((label, count) -> late.merge(label, count, Long::sum));
        other.honestHits.forEach((label, hits) -> honestHits.merge(label, hits, Long::sum));
        other.degraded.forEach(this::countDegraded);
    }

    public long count(Label label, Verdict verdict) {
        return ofLabel(label).getOrDefault(verdict, 0L);
    }

    /** How many checkouts of the label the rules decided. */
    public long decided(Label label) {
        long count = 0;
        for (Verdict verdict : Verdict.values()) {
            count += count(label, verdict);
        }
        return count;
    }

    /** How many checkouts of the label got the fallback verdict. */
    public long late(Label label) {
        return late.getOrDefault(label, 0L);
    }

    public long caught(Label label) {
        return decided(label) - count(label, Verdict.APPROVE);
    }

    /** The part of the label's decided checkouts that was caught: recall for an attack; 0 if there were none. */
    public double caughtShare(Label label) {
        return share(caught(label), decided(label));
    }

    /** The part of the honest checkouts that was caught for a reason of that attack. */
    public double falsePositiveShare(Label attack) {
        return share(honestHits.getOrDefault(attack, 0L), decided(Label.HONEST));
    }

    /** How many answers said that something was missing when they were made, by what. */
    public Map<String, Long> degraded() {
        return Map.copyOf(degraded);
    }

    private void countDegraded(String shortcoming, long count) {
        if (degraded.containsKey(shortcoming) || degraded.size() < DEGRADED_MAX) {
            degraded.merge(shortcoming, count, Long::sum);
        }
    }

    private Map<Verdict, Long> ofLabel(Label label) {
        return verdicts.computeIfAbsent(label, any -> new EnumMap<>(Verdict.class));
    }

    private static boolean isAbout(String reason, Label attack) {
        return reason.equals(attack.code()) || reason.startsWith(attack.code() + "_");
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
