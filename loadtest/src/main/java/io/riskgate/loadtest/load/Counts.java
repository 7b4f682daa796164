package io.riskgate.loadtest.load;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the requests. Each that was offered is in exactly one of the statuses, connection errors, timeouts and
 * unsent.
 *
 * @param offered that the schedule had
 * @param sent that went out, each once
 * @param statuses answers by HTTP status
 * @param connectionErrors sent, and the connection broke before the whole answer was there, or it was not HTTP
 * @param timeouts sent, and not answered within the timeout
 * @param unsent no connection became free within the timeout
 * @param connectFailures attempts to connect that failed, which are no requests
 * @param degraded answers with status 200 whose {@code degraded} is not empty
 * @param degradedByKind the same by what was missing; an answer may have several kinds
 */
public record Counts(
        long offered,
        long sent,
        SortedMap<Integer, Long> statuses,
        long connectionErrors,
        long timeouts,
        long unsent,
        long connectFailures,
        long degraded,
        SortedMap<String, Long> degradedByKind) {

    public Counts {
        statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
        degradedByKind = Collections.unmodifiableSortedMap(new TreeMap<>(degradedByKind));
    }

    /** Answers with status 200. */
    public long succeeded() {
        return statuses.getOrDefault(200, 0L);
    }

    /** All that were offered and have no answer with status 200. */
    public long errors() {
        return offered - succeeded();
    }

    /** The share of degraded answers in those with status 200, 0 to 1; 0 if there are none. */
    public double degradedShare() {
        return succeeded() == 0 ? 0 : (double) degraded / succeeded();
    }
}
