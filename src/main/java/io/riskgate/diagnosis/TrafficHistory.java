package io.riskgate.diagnosis;

import io.riskgate.journal.parts.UtcHour;
import io.riskgate.rules.Ruleset;
import io.riskgate.statistics.StatisticsReports;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * This node's decisions in each hour of the last {@link #DAYS_KEPT} days, as statistics have them. These are on the disk, among all
 * merchants' rows, so one thread reads them once and afterwards only what is new; any thread may ask for what was read, without blocking.
 */
@Singleton
final class TrafficHistory {

    /** Four weeks: of more a forecast makes no use. */
    static final long DAYS_KEPT = 28;

    private final StatisticsReports reports;
    private final Clock clock;
    private volatile Hours hours = new Hours(0, Collections.emptyNavigableMap());

    /**
     * What was read.
     *
     * @param presentHour that was not over, see {@link UtcHour}
     * @param decisions by hour, without those that have none
     */
    private record Hours(long presentHour, NavigableMap<Long, Long> decisions) {}

    /**
     * The hours that are over, and all there are between the first and the last.
     *
     * @param endHour the one behind the last, see {@link UtcHour}
     * @param decisions of each, oldest first
     */
    record Series(long endHour, List<Long> decisions) {}

    TrafficHistory(StatisticsReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** Reads what is new. Blocks, the first time for as long as it takes to read four weeks' summaries. */
    void refresh() {
        Hours known = hours;
        long present = UtcHour.of(clock.instant());
        long firstKept = present - DAYS_KEPT * UtcHour.PER_DAY;
        // The last one may have grown, and so may the one before while its end was being written. A clock that was put
        // back has left hours that are to come, and may have had those forgotten that are kept now.
        long from = known.decisions().isEmpty() || known.presentHour() > present
                ? firstKept
                : Math.max(firstKept, known.decisions().lastKey() - 1);
        NavigableMap<Long, Long> read = new TreeMap<>(known.decisions().subMap(firstKept, true, from, false));
        read.putAll(reports.decisionsByHour(Ruleset.PLATFORM, from, present + 1));
        hours = new Hours(present, Collections.unmodifiableNavigableMap(read));
    }

    /** As of the last {@link #refresh}; the first hour that ever had a decision is left out, since it began before. */
    Series series() {
        Hours read = hours;
        List<Long> decisions = new ArrayList<>();
        if (!read.decisions().isEmpty()) {
            for (long hour = read.decisions().firstKey() + 1; hour < read.presentHour(); hour++) {
                decisions.add(read.decisions().getOrDefault(hour, 0L));
            }
        }
        return new Series(read.presentHour(), decisions);
    }
}
