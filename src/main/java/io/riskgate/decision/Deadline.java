package io.riskgate.decision;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When a decision must be answered.
 *
 * <p>It is due a little before its budget is spent, since the answer still has to reach the event loop: by {@link
 * #RESERVE_NANOS_MAX}, or a fifth of a smaller budget.
 *
 * @param startNanos when the request was parsed
 */
record Deadline(long startNanos, long budgetNanos) {

    static final Duration BUDGET_MIN = Duration.ofMillis(1);
    static final Duration BUDGET_MAX = Duration.ofSeconds(10);
    static final long RESERVE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(1);

    /** @throws IllegalArgumentException naming the option, if the budget is out of its range */
    static long checkedBudgetNanos(Duration budget) {
        if (budget.compareTo(BUDGET_MIN) < 0 || budget.compareTo(BUDGET_MAX) > 0) {
            throw new IllegalArgumentException("riskgate.budget must be between " + BUDGET_MIN.toMillis() + "ms and "
                    + BUDGET_MAX.toMillis() + "ms, not " + budget);
        }
        return budget.toNanos();
    }

    long dueNanos() {
        return startNanos + budgetNanos - Math.min(RESERVE_NANOS_MAX, budgetNanos / 5);
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos() >= 0;
    }

    long elapsedMicros(long nowNanos) {
        return TimeUnit.NANOSECONDS.toMicros(nowNanos - startNanos);
    }
}
