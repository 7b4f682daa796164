package io.riskgate.rules.registry;

import io.riskgate.store.RollbackLimits;
import io.riskgate.trial.Tally;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a canary is past its limits over its last checkouts: as many as the limits ask for, up to a quarter more, and what has
 * come since the last look. It remembers what had been counted at some looks, at most {@link #MARKS_MAX}. For one thread.
 */
final class RecentCheckouts {

    private static final int MARKS_MAX = 8;
    private static final int HUNDRED = 100;
    private static final String DECLINE_RATE = "decline_rate";
    private static final String ERROR_RATE = "error_rate";
    private static final String P99 = "p99";

    /** The kinds of limits that a canary may be past. */
    static final List<String> KINDS = List.of(DECLINE_RATE, ERROR_RATE, P99);

    private final RollbackLimits limits;
    private final long markEvery;
    /** Oldest first: the checkouts since the first are those that are looked at. */
    private final Deque<Tally> marks = new ArrayDeque<>();

    RecentCheckouts(RollbackLimits limits) {
        this.limits = limits;
        markEvery = Math.max(1, (limits.checkoutsMin() + MARKS_MAX / 2 - 1) / (MARKS_MAX / 2));
        marks.add(Tally.NONE);
    }

    /**
     * The limit that the canary is past.
     *
     * @param kind which one, of {@link #KINDS}
     * @param text what was counted and what is allowed
     */
    record Excess(String kind, String text) {}

    /** What follows from what is counted now. */
    Optional<Excess> look(Tally now) {
        while (now.checkouts() - second(now).checkouts() >= limits.checkoutsMin()) {
            marks.removeFirst();
        }
        Tally recent = now.minus(marks.getFirst());
        if (now.checkouts() - marks.getLast().checkouts() >= markEvery) {
            marks.addLast(now);
        }
        return recent.checkouts() < limits.checkoutsMin() ? Optional.empty() : excess(recent);
    }

    private Tally second(Tally none) {
        Iterator<Tally> oldest = marks.iterator();
        oldest.next();
        return oldest.hasNext() ? oldest.next() : none;
    }

    private Optional<Excess> excess(Tally recent) {
        Double declineRateMax = limits.declineRateMax();
        if (declineRateMax != null && recent.declined() > declineRateMax * recent.checkouts()) {
            return excess(DECLINE_RATE, recent.declined(), recent, "were declined, or would have been", declineRateMax);
        }
        Double errorRateMax = limits.errorRateMax();
        if (errorRateMax != null && recent.failed() > errorRateMax * recent.checkouts()) {
            return excess(ERROR_RATE, recent.failed(), recent, "made its rules throw", errorRateMax);
        }
        Long p99MicrosMax = limits.p99MicrosMax();
        if (p99MicrosMax != null && recent.slow() * HUNDRED > recent.checkouts()) {
            return excess(
                    P99, recent.slow(), recent, "took its rules longer than " + p99MicrosMax + " microseconds", 0.01);
        }
        return Optional.empty();
    }

    private static Optional<Excess> excess(String kind, long of, Tally recent, String what, double max) {
        return Optional.of(new Excess(
                kind,
                String.format(
                        Locale.ROOT,
                        "%d of its last %d checkouts (%.1f %%) %s, where at most %.1f %% may",
                        of,
                        recent.checkouts(),
                        of * (double) HUNDRED / recent.checkouts(),
                        what,
                        max * HUNDRED)));
    }
}
